package io.github.camelhf.inference.examples.watchedfolder.doctor;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.HfInferenceConfiguration;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.examples.watchedfolder.decision.Decider;
import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;

/** Asks the server about a tiny picture, through the component and once, as a run would. */
public final class CallCheck {

    private static final String CALL = "call";
    private static final String LABELS = "labels";
    private static final int SIDE = 32;

    /** The first that fits counts, so the special ones stand before their parents. */
    private static final Map<Class<? extends Exception>, String> REMEDIES = new LinkedHashMap<>();

    static {
        REMEDIES.put(
                InferenceAuthenticationException.class, "set HF_TOKEN to a token that may use this model or server");
        REMEDIES.put(InferenceQuotaException.class, "add credits to the token's account");
        REMEDIES.put(
                InferenceRejectedException.class,
                "check --model or --endpoint-url, whether the model classifies pictures by labels (zero-shot), and --api");
        REMEDIES.put(ModelLoadingException.class, "nothing to repair: try again in a minute or two");
        REMEDIES.put(RateLimitedException.class, "nothing to repair: try again later, and run with --max-in-flight 1");
        REMEDIES.put(InferenceServerException.class, "try again later; if it stays, the server's log says more");
        REMEDIES.put(InferenceTransportException.class, "check the network, and the server's log");
        REMEDIES.put(
                MalformedInferenceResponseException.class,
                "try --api pipeline or --api multimodal, and check that the address is that of an inference server");
    }

    private final Consumer<HfInferenceConfiguration> server;
    private final Rules rules;
    private final UnaryOperator<String> words;

    /**
     * @param server sets who is asked
     * @param words  turns a sentence about options of a route into one about those of the command
     */
    public CallCheck(Consumer<HfInferenceConfiguration> server, Rules rules, UnaryOperator<String> words) {
        this.server = server;
        this.words = words;
        this.rules = rules;
    }

    /** One finding when the call fails, else two: the call and its labels. */
    public List<Finding> findings() {
        CamelContext camel = new DefaultCamelContext();
        try {
            camel.getRegistry().bind("labels", rules.prompts());
            server.accept(camel.getComponent("hf-inference", HfInferenceComponent.class)
                    .getConfiguration());
            camel.start();
            return ask(camel);
        } catch (Exception e) {
            return List.of(problem(e));
        } finally {
            camel.stop();
        }
    }

    private List<Finding> ask(CamelContext camel) throws IOException {
        byte[] picture = picture();
        long begun = System.nanoTime();
        Classifications answer;
        try {
            answer = camel.createProducerTemplate()
                    .requestBody("hf-inference:zero-shot?labels=#labels", picture, Classifications.class);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
        long milliseconds = (System.nanoTime() - begun) / 1_000_000;
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.ok(CALL, "a picture of " + picture.length + " bytes was answered in " + milliseconds + " ms"));
        findings.add(labels(answer));
        return findings;
    }

    private Finding labels(Classifications answer) {
        Classification best = new Decider(rules).decide(answer).labels().best();
        double total = answer.stream().mapToDouble(Classification::score).sum();
        return Finding.ok(
                LABELS,
                String.format(
                        Locale.ROOT,
                        "%d texts for %d labels answered, their scores %s; best for a grey picture: %s %.2f",
                        answer.size(),
                        rules.labels().size(),
                        Decider.isShared(answer)
                                ? "add up to 1"
                                : String.format(Locale.ROOT, "add up to %.2f: each is for itself", total),
                        best.label(),
                        best.score()));
    }

    private Finding problem(Exception failure) {
        Throwable bottom = failure;
        while (!isKnown(bottom) && bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        Throwable cause = bottom;
        String remedy = REMEDIES.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(cause))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("check the options");
        String said = words.apply(String.valueOf(cause.getMessage())).replaceAll("\\p{Cntrl}", " ");
        return Finding.problem(CALL, said, remedy);
    }

    private static boolean isKnown(Throwable failure) {
        return REMEDIES.keySet().stream().anyMatch(type -> type.isInstance(failure));
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
