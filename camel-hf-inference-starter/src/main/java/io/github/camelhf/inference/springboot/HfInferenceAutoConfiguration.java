package io.github.camelhf.inference.springboot;

import io.github.camelhf.inference.HfInferenceComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Ordered;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Sets the options below {@code camel.component.hf-inference} on the component when it is made. Beans of the application that customise
 * components come after it.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", WrittenProperties.PREFIX})
public class HfInferenceAutoConfiguration {

    /** Called by Spring. */
    public HfInferenceAutoConfiguration() {}

    /**
     * What sets the options.
     *
     * @return Camel asks it for each component; it knows one
     */
    @Bean
    public ComponentCustomizer hfInferenceComponentCustomizer(ApplicationContext application, CamelContext camel) {
        WrittenProperties written = new WrittenProperties(application.getEnvironment(), camel);
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                written.setOn((HfInferenceComponent) target);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof HfInferenceComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                application, "camel.component.customizer", WrittenProperties.PREFIX + ".customizer");
            }

            @Override
            public int getOrder() {
                return Ordered.HIGHEST;
            }
        };
    }
}
