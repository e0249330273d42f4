package io.github.camelhf.inference.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys and certificates of a file, made by the JDK's keytool. */
public final class TestKeys {

    private static final String PASSWORD = "changeit";

    private final Path file;

    private TestKeys(Path file) {
        this.file = file;
    }

    /** Keys that are there already. */
    public static TestKeys of(Path file) {
        return new TestKeys(file);
    }

    /** With an authority of its own, under the alias {@code authority}. */
    public static TestKeys create(Path file) throws IOException, InterruptedException {
        TestKeys keys = new TestKeys(file);
        keys.add("authority", "-ext", "bc:critical");
        return keys;
    }

    /** One more key, signed by the authority. */
    public TestKeys signed(String alias, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-signer", "authority"));
        add(alias, all.toArray(String[]::new));
        return this;
    }

    /** One more key; it signs itself unless the options say otherwise. */
    public TestKeys add(String alias, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        line.addAll(List.of(options));
        Process keytool = Programs.atMost(
                Duration.ofMinutes(1),
                new ProcessBuilder(line).redirectErrorStream(true).start());
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return this;
    }

    public Path file() {
        return file;
    }

    /** For a side that shows this key and trusts nobody in particular. */
    public SSLContext showing(String alias) throws IOException, GeneralSecurityException {
        return context(alias, null);
    }

    /** For a side that shows no key and trusts what this one signed. */
    public SSLContext trusting(String alias) throws IOException, GeneralSecurityException {
        return context(null, alias);
    }

    /** For a side that shows one key and trusts what another one signed; null for neither. */
    public SSLContext context(@Nullable String shown, @Nullable String trusted)
            throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = empty();
        if (shown != null) {
            own.setKeyEntry(
                    shown,
                    all.getKey(shown, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    all.getCertificateChain(shown));
        }
        keys.init(own, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (trusted != null) {
            KeyStore known = empty();
            known.setCertificateEntry(trusted, all.getCertificate(trusted));
            trust.init(known);
        }
        context.init(keys.getKeyManagers(), trusted == null ? null : trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
