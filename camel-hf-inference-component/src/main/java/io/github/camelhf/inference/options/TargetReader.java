package io.github.camelhf.inference.options;

import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.Task;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options that say which server is called and in which dialect. */
final class TargetReader {

    private final WrittenOptions options;
    private final @Nullable Task task;

    /** @param task null when each message decides */
    TargetReader(WrittenOptions options, @Nullable Task task) {
        this.options = options;
        this.task = task;
    }

    Target read() {
        String model = options.getModel();
        String endpointUrl = options.getEndpointUrl();
        if (model == null && endpointUrl == null) {
            throw new IllegalArgumentException(
                    "options model and endpointUrl are both missing: set model to a Hub id such as"
                            + " google/vit-base-patch16-224, or endpointUrl to the address of your server");
        }
        Dialect dialect = dialect(endpointUrl != null);
        if (endpointUrl == null && (dialect == Dialect.TEI || (dialect == Dialect.OPENAI && task != Task.CHAT))) {
            throw new IllegalArgumentException("api=" + dialect.api() + " needs endpointUrl, the address of your server"
                    + (task == null ? "" : " for " + task.mode())
                    + ": the hosted service is asked with api=auto");
        }
        if (model != null && !Target.isModel(model, dialect, endpointUrl == null)) {
            throw new IllegalArgumentException("option model=" + model
                    + " is no Hub id: expected name or owner/name of letters, digits, . _ and -");
        }
        URI address = endpointUrl == null
                ? Target.address("baseUrl", options.getBaseUrl())
                : Target.address("endpointUrl", endpointUrl);
        return new Target(address, endpointUrl == null, model, dialect);
    }

    private Dialect dialect(boolean dedicated) {
        Dialect dialect = Option.choice(
                "api",
                options.getApi(),
                Map.of(
                        "auto", automatic(dedicated),
                        "pipeline", Dialect.PIPELINE,
                        "multimodal", Dialect.MULTIMODAL,
                        "tei", Dialect.TEI,
                        "openai", Dialect.OPENAI));
        if (task == null && dialect != Dialect.MULTIMODAL) {
            throw new IllegalArgumentException(
                    "mode auto needs the endpoint with four modes: set endpointUrl to its address and leave api=auto");
        }
        if (task != null && !task.speaks(dialect)) {
            throw new IllegalArgumentException(
                    "mode " + task.mode() + " is not asked with api=" + dialect.api()
                            + ", that is for " + Task.modes(each -> each.speaks(dialect)) + ": "
                            + (task.speaks(Dialect.PIPELINE) || task.speaks(Dialect.OPENAI)
                                    ? "leave api=auto, or set api=" + task.apis()
                                    : "it needs the endpoint with four modes, so set endpointUrl to its address and leave api=auto"));
        }
        return dialect;
    }

    private Dialect automatic(boolean dedicated) {
        if (task == Task.CHAT) {
            return Dialect.OPENAI;
        }
        boolean four = task == null || task.speaks(Dialect.MULTIMODAL);
        return dedicated && four ? Dialect.MULTIMODAL : Dialect.PIPELINE;
    }
}
