package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.fetch.AddressRules.Kind;
import io.github.camelhf.inference.fetch.AddressRules.Verdict;
import io.github.camelhf.inference.input.WebAddress;
import io.github.camelhf.inference.proxy.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;

/** Decides which addresses a download may connect to. */
final class AddressGuard {

    private final Resolver resolver;

    AddressGuard(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The addresses behind a host, all of them permitted. One that is not spoils the rest: an honest host has no use for it.
     *
     * @throws InvalidInferenceInputException when one is refused; the message does not name it, for it may be secret
     * @throws InferenceTransportException when the host is unknown
     */
    List<InetAddress> permitted(WebAddress address, AllowedHosts allowedHosts) {
        List<InetAddress> found = List.of(lookUp(address));
        boolean named = allowedHosts.names(address.host());
        for (InetAddress each : found) {
            Verdict verdict = AddressRules.judge(each);
            if (verdict.kind() == Kind.NEVER || (verdict.kind() == Kind.PRIVATE && !named)) {
                throw new InvalidInferenceInputException("the picture's address " + shown(address) + " leads to a "
                        + verdict.name() + " address, which a message must not reach"
                        + (verdict.kind() == Kind.PRIVATE
                                ? "; name the host in the option allowedHosts if it is yours"
                                : ""));
            }
        }
        return found;
    }

    /**
     * The way to the permitted addresses of a host. Through a proxy it is the same addresses: the proxy looks nothing up. What is on this
     * machine is never asked of a proxy, for which it would be another machine.
     *
     * @throws InvalidInferenceInputException as {@link #permitted}
     * @throws InferenceTransportException when the host, or the proxy, is unknown
     */
    Route route(WebAddress address, DownloadRules rules) {
        List<InetAddress> checked = permitted(address, rules.allowedHosts());
        Proxy proxy = checked.stream().anyMatch(InetAddress::isLoopbackAddress)
                ? null
                : rules.proxies().to(address.uri());
        return new Route(address, checked, proxy == null ? null : new ProxyWay(proxy, lookUp(proxy)));
    }

    private HttpHost lookUp(Proxy proxy) {
        try {
            return new HttpHost("http", resolver.resolve(proxy.host())[0], proxy.host(), proxy.port());
        } catch (UnknownHostException e) {
            throw new InferenceTransportException(
                    "no picture can be downloaded through the proxy " + proxy
                            + ": its host is unknown; check the proxy's name",
                    Phase.CONNECT,
                    true,
                    e);
        }
    }

    private InetAddress[] lookUp(WebAddress address) {
        try {
            return address.isLiteral()
                    ? new InetAddress[] {InetAddress.getByName(address.host())}
                    : resolver.resolve(address.host());
        } catch (UnknownHostException e) {
            if (address.isLiteral()) {
                throw new InvalidInferenceInputException(
                        "the picture's http(s) address has a host that is no address", e);
            }
            throw new InferenceTransportException(
                    "the picture could not be downloaded from " + shown(address)
                            + ": unknown host; check the name, and whether this machine can look names up",
                    Phase.CONNECT,
                    true,
                    e);
        }
    }

    /** Without path and query, which may hold a signature. */
    static String shown(WebAddress address) {
        return address.uri().getScheme() + "://" + address.uri().getRawAuthority();
    }
}
