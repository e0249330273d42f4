package io.github.camelhf.inference.operations;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests as Kubernetes reads them when it validates: a field that its objects do not have is an error. */
final class Manifests {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Secret", Secret.class,
            "ConfigMap", ConfigMap.class,
            "Deployment", Deployment.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class);

    private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public @Nullable Boolean hasAnySetter(Annotated annotated) {
                    return false; // where the model would keep what it does not know
                }
            })
            .build();

    private final List<HasMetadata> all = new ArrayList<>();

    static Manifests read(String text) throws IOException {
        Manifests read = new Manifests();
        for (String document : text.split("(?m)^---$", -1)) {
            Class<? extends HasMetadata> kind =
                    KINDS.get(YAML.readTree(document).path("kind").asText());
            read.all.add(YAML.readValue(document, kind));
        }
        return read;
    }

    <T extends HasMetadata> T one(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }
}
