package io.github.camelhf.inference.quarkus.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBundleBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.jboss.jandex.ClassInfo;

/** Names the feature, and what a native image would leave out because nothing in the code leads to it. */
public final class HfInferenceProcessor {

    private static final String FEATURE = "camel-hf-inference";
    private static final String COMPONENT = "io.github.camelhf.inference";
    private static final Set<String> BEANS =
            Set.of(COMPONENT + ".HfInferenceFiles", COMPONENT + ".HfInferencePictures");

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    IndexDependencyBuildItem index() {
        return new IndexDependencyBuildItem("io.github.camelhf", "camel-hf-inference");
    }

    /**
     * Results are asked by expressions such as {@code ${body.best.label}} and written as JSON; exceptions and the beans
     * {@code HfInferenceFiles} and {@code HfInferencePictures} are named in routes of YAML and XML.
     */
    @BuildStep
    ReflectiveClassBuildItem whatRoutesName(CombinedIndexBuildItem index) {
        String[] names = index.getIndex().getKnownClasses().stream()
                .filter(type -> Modifier.isPublic(type.flags()))
                .map(ClassInfo::name)
                .map(Object::toString)
                .filter(HfInferenceProcessor::isNamedInRoutes)
                .sorted()
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(names)
                .constructors()
                .methods()
                .fields()
                .build();
    }

    private static boolean isNamedInRoutes(String name) {
        return name.startsWith(COMPONENT + ".result.")
                || name.startsWith(COMPONENT + ".error.")
                || BEANS.contains(name);
    }

    /** Our version, the media types that Tika knows, and the colour profiles and their list of the readers of pictures. */
    @BuildStep
    NativeImageResourceBuildItem resources() {
        return new NativeImageResourceBuildItem(
                "io/github/camelhf/inference/message/build.properties",
                "org/apache/tika/mime/tika-mimetypes.xml",
                "com/twelvemonkeys/imageio/color/icc_profiles_lnx.properties",
                "com/twelvemonkeys/imageio/color/icc_profiles_osx.properties",
                "com/twelvemonkeys/imageio/color/icc_profiles_win.properties");
    }

    /** What the validator of chat answers says. */
    @BuildStep
    NativeImageResourceBundleBuildItem validatorMessages() {
        return new NativeImageResourceBundleBuildItem("jsv-messages");
    }

    /** The plug-ins of ImageIO that are on the class path: those of the JDK come with quarkus-awt. */
    @BuildStep
    List<ServiceProviderBuildItem> pictureReaders() {
        return List.of(ServiceProviderBuildItem.allProvidersFromClassPath("javax.imageio.spi.ImageReaderSpi"));
    }
}
