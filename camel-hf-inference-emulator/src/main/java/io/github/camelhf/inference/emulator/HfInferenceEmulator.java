package io.github.camelhf.inference.emulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit 5 extension that runs an {@link InferenceEmulator} for a test class and resets it before each test. Register it in
 * a static field to reach it by name, or with {@code @ExtendWith} and take an {@code InferenceEmulator} parameter.
 */
public final class HfInferenceEmulator
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, ParameterResolver {
    private final InferenceEmulator emulator;
    /** Test classes under way: {@code @Nested} classes share the emulator of the class around them. */
    private int depth;

    /** For {@code @ExtendWith}: an emulator with default options on any free port. */
    public HfInferenceEmulator() {
        this(InferenceEmulator.builder().build());
    }

    private HfInferenceEmulator(InferenceEmulator emulator) {
        this.emulator = emulator;
    }

    /** An emulator with default options on any free port. */
    public static HfInferenceEmulator create() {
        return new HfInferenceEmulator();
    }

    /** An emulator with the options that the function sets. */
    public static HfInferenceEmulator with(UnaryOperator<InferenceEmulator.Builder> options) {
        return new HfInferenceEmulator(
                options.apply(InferenceEmulator.builder()).build());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (depth++ == 0) {
            emulator.start();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--depth == 0) {
            emulator.close();
        }
    }

    /** In an instance field there is no {@link #beforeAll}: the emulator then lives for one test. */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (depth == 0) {
            emulator.start();
            // JUnit closes what its store holds when the test is over.
            context.getStore(ExtensionContext.Namespace.create(HfInferenceEmulator.class))
                    .put(this, emulator);
        }
        emulator.reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == InferenceEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator;
    }

    /** The emulator itself. */
    public InferenceEmulator emulator() {
        return emulator;
    }

    /** See {@link InferenceEmulator#port()}. */
    public int port() {
        return emulator.port();
    }

    /** See {@link InferenceEmulator#url()}. */
    public URI url() {
        return emulator.url();
    }

    /** See {@link InferenceEmulator#hostedUrl()}. */
    public URI hostedUrl() {
        return emulator.hostedUrl();
    }

    /** See {@link InferenceEmulator#textEmbeddingsUrl()}. */
    public URI textEmbeddingsUrl() {
        return emulator.textEmbeddingsUrl();
    }

    /** See {@link InferenceEmulator#textEmbeddingsUrl(String)}. */
    public URI textEmbeddingsUrl(String path) {
        return emulator.textEmbeddingsUrl(path);
    }

    /** See {@link InferenceEmulator#requests()}. */
    public List<RecordedRequest> requests() {
        return emulator.requests();
    }

    /** See {@link InferenceEmulator#awaitRequests(int, Duration)}. */
    public List<RecordedRequest> awaitRequests(int count, Duration timeout) {
        return emulator.awaitRequests(count, timeout);
    }

    /** See {@link InferenceEmulator#maxConcurrentRequests()}. */
    public int maxConcurrentRequests() {
        return emulator.maxConcurrentRequests();
    }

    /** See {@link InferenceEmulator#openRequests()}. */
    public int openRequests() {
        return emulator.openRequests();
    }

    /** See {@link InferenceEmulator#fault(Fault)}. */
    public void fault(Fault fault) {
        emulator.fault(fault);
    }

    /** See {@link InferenceEmulator#fault(Fault, int)}. */
    public void fault(Fault fault, int times) {
        emulator.fault(fault, times);
    }

    /** See {@link InferenceEmulator#alwaysFault(Fault)}. */
    public void alwaysFault(@Nullable Fault fault) {
        emulator.alwaysFault(fault);
    }

    /** See {@link InferenceEmulator#pace(Pace)}. */
    public void pace(Pace pace) {
        emulator.pace(pace);
    }

    /** See {@link InferenceEmulator#picture(String, byte[])}. */
    public URI picture(String name, byte[] encoded) {
        return emulator.picture(name, encoded);
    }

    /** See {@link InferenceEmulator#reset()}. */
    public void reset() {
        emulator.reset();
    }
}
