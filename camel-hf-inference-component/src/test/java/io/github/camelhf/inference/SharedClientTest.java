package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.transport.ConnectionSettings;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which endpoints share an HTTP client: those with equal connection settings. */
class SharedClientTest {

    @AutoClose
    private final Routes routes = new Routes();

    @BeforeEach
    void bind() {
        routes.context.getRegistry().bind("tls", new SSLContextParameters());
        routes.context.getRegistry().bind("otherTls", new SSLContextParameters());
    }

    @Test
    void endpointsWithoutOptionsOfTheirOwnShareOne() {
        assertThat(settings("model=a/b")).isEqualTo(settings("model=a/c&topK=2"));
        assertThat(settings("model=a/b")).isNotEqualTo(settings("model=a/b&connectTimeout=1s"));
    }

    @Test
    void endpointsWithTheSameTlsParametersShareOne() {
        assertThat(settings("model=a/b&sslContextParameters=#tls"))
                .isEqualTo(settings("model=a/c&sslContextParameters=#tls"))
                .isNotEqualTo(settings("model=a/b"))
                .isNotEqualTo(settings("model=a/b&sslContextParameters=#otherTls"));
    }

    @Test
    void endpointsThatTakeTheTlsParametersOfTheContextShareOne() {
        routes.context.setSSLContextParameters(new SSLContextParameters());
        ComponentState.of(routes.context).setUseGlobalSslContextParameters(true);

        assertThat(settings("model=a/b")).isEqualTo(settings("model=a/c"));
        assertThat(settings("model=a/b").sslContext()).isNotNull();
    }

    private ConnectionSettings settings(String options) {
        return routes.endpoint("hf-inference:image-classification?" + options)
                .readOptions()
                .connection();
    }
}
