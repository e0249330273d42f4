package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.Json;
import io.github.camelhf.inference.emulator.dialect.RefusedException;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the emulator from the command line until it is interrupted. */
@Command(
        name = "camel-hf-inference-emulator",
        mixinStandardHelpOptions = true,
        versionProvider = EmulatorCommand.Version.class,
        description =
                "A local server that speaks the Hugging Face inference dialects with a small demonstration model.")
public final class EmulatorCommand implements Callable<Integer> {

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8080", description = "Port, 0 for any free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--token", description = "Bearer token that every inference request must carry (none).")
    private @Nullable String token;

    @Option(
            names = "--latency",
            defaultValue = "0ms",
            converter = DurationOption.class,
            description = "How long every answer is held back, such as 50ms or 2s (${DEFAULT-VALUE}).")
    private Duration latency = Duration.ZERO;

    @Option(
            names = "--variant",
            defaultValue = "documented",
            description = "Which four-mode handler answers: documented at /, ported at /infer (${DEFAULT-VALUE}).")
    private HandlerVariant variant = HandlerVariant.DOCUMENTED;

    @Option(names = "--open-limit", description = "Calls that may be open at once; more are refused (any number).")
    private @Nullable Integer openLimit;

    @Option(
            names = "--when-full",
            defaultValue = "uvicorn-limited",
            description = "Fault that a call above --open-limit meets (${DEFAULT-VALUE}).")
    private String whenFull = "uvicorn-limited";

    @Option(names = "--rate-limit", description = "Calls a second; more are refused as nginx does (any number).")
    private @Nullable Double rateLimit;

    @Option(
            names = "--burst",
            defaultValue = "0",
            description = "Calls that may come earlier than --rate-limit says (${DEFAULT-VALUE}).")
    private int burst;

    @Option(
            names = "--service-time",
            defaultValue = "0ms",
            converter = DurationOption.class,
            description =
                    "Computes one call at a time, each for so long, such as 200ms (${DEFAULT-VALUE}: all at once).")
    private Duration serviceTime = Duration.ZERO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * Runs until the process is interrupted or terminated. Ends it with status 1 when the port cannot be used and with 2
     * for wrong options.
     */
    public static void main(String[] arguments) {
        // The program has no log: what matters is printed. A binding of its own would reach the class path of whoever
        // tests with this jar, so the logging interface is only told not to complain that there is none.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(new CommandLine(new EmulatorCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        InferenceEmulator.Builder options = InferenceEmulator.builder().host(host);
        try {
            options.port(port).pace(pace());
        } catch (IllegalArgumentException | RefusedException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        InferenceEmulator emulator =
                options.token(token).latency(latency).handler(variant).build();
        try {
            emulator.start();
        } catch (UncheckedIOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "emulator-stop"));
        out.println("listening on http://127.0.0.1:" + emulator.port());
        out.println(DemonstrationModel.NOTICE);
        out.flush();
        // Until the process is told to end: the server's own threads do not keep it alive.
        new CountDownLatch(1).await();
        return 0;
    }

    private Pace pace() {
        Pace pace = Pace.unlimited().oneAtATime(serviceTime);
        if (openLimit != null) {
            pace = pace.open(openLimit, FaultCatalog.fault(new FaultFields(Json.text("fault", whenFull))));
        }
        return rateLimit == null ? pace : pace.rate(rateLimit, burst, GatewayFaults.nginxLimited());
    }

    /** Takes {@code 50ms} and {@code 2s}. */
    static final class DurationOption implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Durations.parse(value);
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = EmulatorCommand.class.getPackage().getImplementationVersion();
            return new String[] {version == null ? "development build" : version};
        }
    }
}
