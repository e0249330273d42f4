package io.github.camelhf.inference.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy leads to an address, by options, JVM and environment. */
class ProxyChoiceTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, false",
        "example.com, EXAMPLE.com, false",
        "example.com, www.example.com, true",
        "*.example.com, www.example.com, false",
        "*.example.com, a.b.Example.Com, false",
        "*.example.com, example.com, true",
        "*.example.com, m, true",
        "10.*, 10.1.2.3, false",
        "10.*, 110.1.2.3, true",
        "*.inside.*, a.inside.example, false",
        "::1, [::1], false",
        "*, anything.at.all, false"
    })
    void aNamedProxyKnowsItsExceptions(String exception, String host, boolean covered) {
        NamedProxy named = new NamedProxy(Proxy.open("proxy", 8080), List.of(exception));
        assertThat(named.to(URI.create("https://" + host + "/")) != null).isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(nullValues = "direct", delimiter = '|', textBlock = """
            HTTPS_PROXY=http://p:3128                             | https://a.example/  | p:3128
            HTTPS_PROXY=http://p:3128                             | http://a.example/   | direct
            HTTP_PROXY=http://p:3128                              | http://a.example/   | p:3128
            HTTP_PROXY=http://p:3128                              | https://a.example/  | direct
            https_proxy=small:1 HTTPS_PROXY=large:2               | https://a.example/  | small:1
            https_proxy= HTTPS_PROXY=large:2                      | https://a.example/  | large:2
            HTTPS_PROXY=p                                         | https://a.example/  | p:80
            HTTPS_PROXY=http://[fd00::1]:3128/                    | https://a.example/  | [fd00::1]:3128
            HTTPS_PROXY=p:1                                       | https://localhost/  | direct
            HTTPS_PROXY=p:1                                       | https://127.0.0.9/  | direct
            HTTPS_PROXY=p:1                                       | https://[::1]/      | direct
            HTTPS_PROXY=p:1 NO_PROXY=a.example                    | https://a.example/  | direct
            HTTPS_PROXY=p:1 NO_PROXY=a.example                    | https://A.Example./ | direct
            HTTPS_PROXY=p:1 NO_PROXY=a.example                    | https://b.a.example/ | direct
            HTTPS_PROXY=p:1 NO_PROXY=a.example                    | https://ba.example/ | p:1
            HTTPS_PROXY=p:1 no_proxy=x,.a.example                 | https://b.a.example/ | direct
            HTTPS_PROXY=p:1 no_proxy=*.a.example                  | https://b.a.example/ | direct
            HTTPS_PROXY=p:1 NO_PROXY=*                            | https://b.example/  | direct
            HTTPS_PROXY=p:1 NO_PROXY=a.example:8443               | https://a.example/  | p:1
            HTTPS_PROXY=p:1 NO_PROXY=a.example:8443               | https://a.example:8443/ | direct
            HTTPS_PROXY=p:1 NO_PROXY=10.0.0.0/8                   | https://10.2.3.4/   | direct
            HTTPS_PROXY=p:1 NO_PROXY=10.0.0.0/8                   | https://11.2.3.4/   | p:1
            HTTPS_PROXY=p:1 NO_PROXY=10.2.3.4                     | https://10.2.3.4/   | direct
            HTTPS_PROXY=p:1 NO_PROXY=.3.4                         | https://10.2.3.4/   | p:1
            HTTPS_PROXY=p:1 NO_PROXY=fd00::/8                     | https://[fd12::1]/  | direct
            HTTPS_PROXY=p:1 NO_PROXY=fd00::1                      | https://[fd00:0::1]/ | direct
            HTTPS_PROXY=p:1 NO_PROXY=10.0.0.0/999                 | https://10.2.3.4/   | p:1
            """)
    void theEnvironmentIsReadAsEveryToolReadsIt(String variables, String address, @Nullable String proxy) {
        Proxy found = system(variables).to(URI.create(address));
        assertThat(found == null ? null : found.toString()).isEqualTo(proxy);
    }

    @Test
    void theJvmGoesBeforeTheEnvironmentWithItsOwnExceptions() {
        Map<String, String> properties = Map.of(
                "https.proxyHost", "jvm.example",
                "https.proxyPort", "8443",
                "http.nonProxyHosts", "*.inside.example");
        SystemProxies proxies = system("HTTPS_PROXY=env:1 HTTP_PROXY=env:2");

        SystemProxies.Found covered = found(properties, proxies, "https://a.example/x?key=1");
        assertThat(covered.proxy()).hasToString("jvm.example:8443");
        assertThat(covered.setting()).isEqualTo("the system property https.proxyHost");

        SystemProxies.Found excepted = found(properties, proxies, "https://b.inside.example/");
        assertThat(excepted.proxy()).isNull();
        assertThat(excepted.setting()).isEqualTo("the system property http.nonProxyHosts");

        assertThat(found(properties, proxies, "http://a.example/").setting())
                .isEqualTo("the environment variable HTTP_PROXY");
    }

    @Test
    void saysWhichVariableMadeAnException() {
        SystemProxies proxies = system("https_proxy=p:1 no_proxy=a.example");
        assertThat(found(Map.of(), proxies, "https://a.example/").setting())
                .isEqualTo("the environment variable no_proxy");
        assertThat(found(Map.of(), proxies, "https://b.example/").setting())
                .isEqualTo("the environment variable https_proxy");
    }

    @Test
    void theLoginOfAnAddressIsDecodedAndNeverShown() {
        Proxy proxy = ProxyAddress.read("--proxy", "http://anna:p%40ss+w%C3%B6rd@p:3128");
        assertThat(proxy.login()).isEqualTo(new ProxyLogin("anna", "p@ss+wörd"));
        assertThat(proxy.toString() + proxy.login()).doesNotContain("anna", "p@ss", "p%40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:secret@p:3128",
                "socks5://u:secret@p:1080",
                "http://u:secret@:3128",
                "http://u:secret@p:0",
                "http://u:secret@p:65536",
                "http://u:se cret@p:1",
                "http://u:secret%zz@p:1"
            })
    void anAddressThatCannotBeUsedIsRefusedWithoutShowingIt(String address) {
        assertThatThrownBy(() -> ProxyAddress.read("the environment variable HTTPS_PROXY", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the environment variable HTTPS_PROXY must be the address of an HTTP proxy")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("cret"));
    }

    @Test
    void aHostThatNoAddressCanHaveIsNamedAsTheFault() {
        assertThatThrownBy(() -> ProxyAddress.read("--proxy", "http://squid_proxy:3128"))
                .hasMessageContaining("the host may have letters, digits, hyphens and dots only");
    }

    private static SystemProxies system(String variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(" ")) {
            environment.put(variable.replaceFirst("=.*", ""), variable.replaceFirst("^[^=]*=", ""));
        }
        return new SystemProxies(environment::get);
    }

    private static SystemProxies.Found found(Map<String, String> properties, SystemProxies proxies, String address) {
        return with(properties, () -> proxies.find(URI.create(address)).orElseThrow());
    }

    private static <T> T with(Map<String, String> properties, Supplier<T> asked) {
        properties.forEach(System::setProperty);
        try {
            return asked.get();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
