package io.github.camelhf.inference;

import io.github.camelhf.inference.options.WrittenOptions;
import java.util.LinkedHashMap;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParams;

/** The options that a component gives its endpoints, and those of one endpoint. */
@UriParams
@Configurer(extended = true)
public class HfInferenceConfiguration extends WrittenOptions implements Cloneable {

    /** An independent copy: an endpoint's options never change those of the component. */
    public HfInferenceConfiguration copy() {
        try {
            HfInferenceConfiguration copy = (HfInferenceConfiguration) clone();
            copy.setParameters(new LinkedHashMap<>(getParameters()));
            copy.setHeader(new LinkedHashMap<>(getHeader()));
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
