package io.github.camelhf.inference.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of docs/kubernetes, and a process that runs what stands in them and is ended as a kubelet ends it. */
class KubernetesTest {

    private static final Path FILE = Path.of("../../docs/kubernetes/sort-pictures.yaml");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PICTURES = 60;
    private static final int LATE = 5;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder = Path.of("unset");

    private String text = "";
    private Manifests manifests = new Manifests();
    private int port;

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(FILE);
        manifests = Manifests.read(text);
        port = freePort();
    }

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join()); // before its folder is deleted
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() {
        assertThatThrownBy(() -> Manifests.read(text.replace("livenessProbe:", "livenesProbe:")))
                .hasMessageContaining("livenesProbe");
    }

    @Test
    void whatIsNamedIsThere() {
        PodSpec pod = pod();
        assertThat(manifests.one(Deployment.class).getSpec().getSelector().getMatchLabels())
                .isEqualTo(manifests
                        .one(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels());
        assertThat(pod.getVolumes())
                .extracting(volume -> volume.getName())
                .containsExactlyInAnyOrderElementsOf(container().getVolumeMounts().stream()
                        .map(mount -> mount.getName())
                        .toList());
        assertThat(pod.getVolumes().stream().map(Volume::getSecret).filter(Objects::nonNull))
                .singleElement()
                .extracting(SecretVolumeSource::getSecretName)
                .isEqualTo(manifests.one(Secret.class).getMetadata().getName());
        assertThat(pod.getVolumes().stream().map(Volume::getConfigMap).filter(Objects::nonNull))
                .singleElement()
                .extracting(ConfigMapVolumeSource::getName)
                .isEqualTo(manifests.one(ConfigMap.class).getMetadata().getName());
        assertThat(properties().getProperty("camel.component.hf-inference.token-file"))
                .isEqualTo(mount("token") + "/"
                        + manifests
                                .one(Secret.class)
                                .getStringData()
                                .keySet()
                                .iterator()
                                .next());
        assertThat(properties().getProperty("camel.main.routes-include-pattern"))
                .contains(mount("configuration"));
        assertThat(container().getPorts().get(0).getContainerPort())
                .isEqualTo(Integer.parseInt(properties().getProperty("camel.management.port")));
    }

    @Test
    void aCallEndsBeforeCamelsPatienceAndThatBeforeTheKubelets() {
        Duration call = Duration.parse("PT"
                + properties()
                        .getProperty("camel.component.hf-inference.request-timeout")
                        .toUpperCase(Locale.ROOT));
        long camel = Long.parseLong(properties().getProperty("camel.main.shutdown-timeout"));

        assertThat(call.toSeconds()).isLessThan(camel);
        assertThat(camel).isLessThan(pod().getTerminationGracePeriodSeconds());
    }

    @Test
    void probesAnswerAndATokenIsExchangedWhileItRuns() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("pictures"));
        putToken("hf_first");
        Process process = start();
        for (Probe probe : List.of(
                container().getStartupProbe(),
                container().getLivenessProbe(),
                container().getReadinessProbe())) {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> status(probe) == 200);
        }
        red(inbox.resolve("one.png"));
        Files.writeString(inbox.resolve("text.png"), "no picture");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sorted(inbox) == 1
                        && List.of("failed").equals(places(inbox).get("text.png")));

        putToken("hf_second");
        EMULATOR.alwaysFault(Fault.modelLoading(0.2));
        red(inbox.resolve("two.png"));
        Awaitility.await().atMost(PATIENCE).until(() -> EMULATOR.requests().size() > 2);

        assertThat(status(container().getReadinessProbe()))
                .as("of a pod whose model is being loaded: another pod would wait for the same model")
                .isEqualTo(200);
        assertThat(EMULATOR.requests().get(0).header("Authorization")).contains("Bearer hf_first");
        assertThat(EMULATOR.requests().get(EMULATOR.requests().size() - 1).header("Authorization"))
                .contains("Bearer hf_second");
        EMULATOR.reset(); // the model is there
        process.destroy();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aTermSignalUnderLoadLosesNothingAndTheMemoryIsEnough() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            red(inbox.resolve("picture" + i + ".png"));
        }
        putToken("hf_test");
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(300)));
        Process first = start();
        Awaitility.await().atMost(PATIENCE).until(() -> sorted(inbox) >= PICTURES / 2);
        long memory = peakMemory(first);
        Files.writeString(
                Path.of("target/measured.txt"),
                memory + " bytes, CPU " + first.info().totalCpuDuration().orElseThrow() + System.lineSeparator());

        first.destroy(); // SIGTERM
        for (int i = 0; i < LATE; i++) {
            red(inbox.resolve("late" + i + ".png"));
        }
        assertThat(first.waitFor(pod().getTerminationGracePeriodSeconds(), TimeUnit.SECONDS))
                .as("it has ended by itself")
                .isTrue();

        assertThat(places(inbox))
                .hasSize(PICTURES + LATE)
                .allSatisfy((name, where) ->
                        assertThat(where).containsAnyOf("sorted/red-tile", "").hasSize(1));
        long done = sorted(inbox);
        assertThat(done).isLessThan(PICTURES + LATE);
        assertThat(EMULATOR.requests())
                .as("every call that was made became a sorted picture")
                .hasSize((int) done);
        long limit = Quantity.getAmountInBytes(
                        container().getResources().getLimits().get("memory"))
                .longValue();
        assertThat(memory).isBetween(limit / 8, limit * 4 / 5);

        start();
        Awaitility.await().atMost(PATIENCE).until(() -> sorted(inbox) == PICTURES + LATE);
        assertThat(EMULATOR.requests()).hasSize(PICTURES + LATE);
    }

    @Test
    void whatCamelGivesUpIsInItsSourceAgain() throws Exception {
        text = text.replace("shutdown-timeout = 45", "shutdown-timeout = 2");
        manifests = Manifests.read(text);
        Path inbox = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            red(inbox.resolve("picture" + i + ".png"));
        }
        putToken("hf_test");
        EMULATOR.alwaysFault(Fault.modelLoading(60));
        Process first = start();
        Awaitility.await().atMost(PATIENCE).until(() -> !EMULATOR.requests().isEmpty());

        first.destroy();
        assertThat(first.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(places(inbox))
                .hasSize(PICTURES)
                .allSatisfy((name, where) -> assertThat(where).containsExactly(""));
    }

    private PodSpec pod() {
        return manifests.one(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private Container container() {
        return pod().getContainers().get(0);
    }

    private String mount(String volume) {
        return container().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .findFirst()
                .orElseThrow()
                .getMountPath();
    }

    private Properties properties() {
        try {
            Properties properties = new Properties();
            properties.load(
                    new StringReader(manifests.one(ConfigMap.class).getData().get("application.properties")));
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the pod would do: its command, with files of the map where it is mounted, in a process with the memory of the limit. */
    private Process start() throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Map<String, String> files = new TreeMap<>();
        manifests
                .one(ConfigMap.class)
                .getData()
                .forEach((name, content) -> files.put(
                        name,
                        content.replace(mount("configuration"), configuration.toString())
                                .replace(mount("token"), folder.resolve("token").toString())
                                .replace(
                                        mount("pictures"),
                                        folder.resolve("pictures").toString())
                                .replace(
                                        "https://xyz.endpoints.huggingface.cloud",
                                        EMULATOR.url().toString())
                                .replace("9876", String.valueOf(port))));
        mount(configuration, "..start" + started.size(), files);
        long limit = Quantity.getAmountInBytes(
                        container().getResources().getLimits().get("memory"))
                .longValue();
        String options = container().getEnv().get(0).getValue().replace("-XX:MaxRAMPercentage=50", "-Xmx" + limit / 2);
        List<String> command = new ArrayList<>(container().getCommand());
        command.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        command.replaceAll(word -> word.replace(mount("configuration"), configuration.toString())
                .replace("/app/lib/*", System.getProperty("java.class.path")));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve("output-" + started.size() + ".txt").toFile())
                .directory(folder.toFile());
        process.environment().put("JAVA_TOOL_OPTIONS", options);
        Process running = process.start();
        started.add(running);
        return running;
    }

    private void putToken(String token) throws IOException {
        mount(folder.resolve("token"), "..data-" + token, Map.of("token", token));
    }

    /** As a kubelet lays out a map or a secret: its files are links into a folder that is exchanged as a whole. */
    private static void mount(Path mounted, String version, Map<String, String> files) throws IOException {
        Path data = Files.createDirectories(mounted.resolve(version));
        Path next = Files.createSymbolicLink(mounted.resolve("..data_tmp"), data.getFileName());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
        }
        Files.move(
                next, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (String name : files.keySet()) {
            if (!Files.exists(mounted.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(mounted.resolve(name), Path.of("..data", name));
            }
        }
    }

    private int status(Probe probe) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + probe.getHttpGet().getPath());
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** In bytes, as the kernel has counted them. */
    private static long peakMemory(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void red(Path file) throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            picture.setRGB(i % 64, i / 64, 0xFF0000);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ImageIO.write(picture, "png", part.toFile());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static long sorted(Path inbox) {
        return places(inbox).values().stream()
                .filter(where -> where.get(0).startsWith("sorted"))
                .count();
    }

    /** For each picture the folders in which it lies. */
    private static Map<String, List<String>> places(Path inbox) {
        Map<String, List<String>> places = new TreeMap<>();
        below(inbox.toFile())
                .filter(file -> file.getName().endsWith(".png"))
                .forEach(file -> places.merge(
                        file.getName(),
                        List.of(inbox.relativize(file.getParentFile().toPath()).toString()),
                        (one, other) ->
                                Stream.concat(one.stream(), other.stream()).toList()));
        return places;
    }

    /** The files that are there now: {@code Files.walk} fails on one that is moved meanwhile. */
    private static Stream<File> below(File place) {
        File[] inside = place.listFiles();
        return inside == null
                ? Stream.of(place).filter(File::isFile)
                : Arrays.stream(inside).flatMap(KubernetesTest::below);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
