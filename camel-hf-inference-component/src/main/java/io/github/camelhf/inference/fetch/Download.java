package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.client.CertificateProblem;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.http.OpenCall;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;

/** One download, hop by hop. Each hop is parsed, looked up and checked anew before a connection is made. */
final class Download implements OpenCall.Ending<Spool> {

    private final AddressGuard guard;
    private final CloseableHttpAsyncClient client;
    private final BlockingWork lookups;
    private final FetchRules rules;
    private final WebAddress wanted;

    /** @param lookups the host's name is the key */
    Download(
            AddressGuard guard,
            CloseableHttpAsyncClient client,
            BlockingWork lookups,
            FetchRules rules,
            WebAddress wanted) {
        this.guard = guard;
        this.client = client;
        this.lookups = lookups;
        this.rules = rules;
        this.wanted = wanted;
    }

    CompletableFuture<Spool> start(OpenCall<Spool> call) {
        hop(call, wanted, 0);
        return call.result();
    }

    @Override
    public void expired(OpenCall<Spool> call) {
        call.result()
                .completeExceptionally(failure(
                        "was not there within " + rules.timeout().toMillis() + " ms, the limit set by requestTimeout"));
    }

    @Override
    public Throwable stopped() {
        return failure("was given up because its route or the Camel context is being stopped");
    }

    private InferenceTransportException failure(String what) {
        return new InferenceTransportException(
                "the picture at " + AddressGuard.shown(wanted) + " " + what, Phase.READ, true, null);
    }

    private void hop(OpenCall<Spool> call, WebAddress address, int redirects) {
        try {
            lookups.execute(address.host(), () -> {
                try {
                    if (!call.isDecided()) {
                        List<InetAddress> found = guard.permitted(address, rules.allowedHosts());
                        connect(call, address, found.iterator(), redirects);
                    }
                } catch (RuntimeException | Error e) {
                    call.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            call.fail(stopped());
        }
    }

    /** The token of the inference server is no part of this class; nothing of the message goes along either. */
    private void connect(OpenCall<Spool> call, WebAddress address, Iterator<InetAddress> addresses, int redirects) {
        HttpHost checked = new HttpHost(address.uri().getScheme(), addresses.next(), address.host(), address.port());
        BasicHttpRequest request = new BasicHttpRequest("GET", address.uri());
        request.setHeader("Accept", "image/*");
        request.setHeader("User-Agent", "camel-hf-inference");
        call.run(context -> {
            return client.execute(
                    checked,
                    new BasicRequestProducer(request, null),
                    new PictureReceiver(rules.maxSize()),
                    null,
                    context,
                    new Outcome(call, address, addresses, redirects));
        });
    }

    private void answered(OpenCall<Spool> call, WebAddress address, PictureReceiver.Answer answer, int redirects) {
        String location = answer.location();
        if (location != null) {
            follow(call, address, location, redirects);
        } else if (answer.picture() == null) {
            call.fail(refusal(address, answer.status()));
        } else if (call.decide()) {
            call.result().complete(answer.picture().take());
        }
    }

    private void follow(OpenCall<Spool> call, WebAddress from, String location, int redirects) {
        if (redirects == FetchRules.MAX_REDIRECTS) {
            throw new InvalidInferenceInputException("the picture's address " + AddressGuard.shown(from)
                    + " redirects again after " + FetchRules.MAX_REDIRECTS + " redirects");
        }
        WebAddress to = from.resolve(location);
        if (from.isSecure() && !to.isSecure()) {
            throw new InvalidInferenceInputException("the picture's address " + AddressGuard.shown(from)
                    + " redirects from https to http, which anyone on the way could read and change");
        }
        hop(call, to, redirects + 1);
    }

    private static HfInferenceException refusal(WebAddress address, int status) {
        String text = "the picture could not be downloaded: " + AddressGuard.shown(address) + " answered " + status;
        boolean later = status >= 500 || status == 429 || status == 408 || status == 425;
        return later
                ? new InferenceTransportException(text, Phase.READ, true, null)
                : new InvalidInferenceInputException(text);
    }

    private final class Outcome implements FutureCallback<PictureReceiver.Answer> {
        private final OpenCall<Spool> call;
        private final WebAddress address;
        private final Iterator<InetAddress> remaining;
        private final int redirects;

        Outcome(OpenCall<Spool> call, WebAddress address, Iterator<InetAddress> remaining, int redirects) {
            this.call = call;
            this.address = address;
            this.remaining = remaining;
            this.redirects = redirects;
        }

        @Override
        public void completed(PictureReceiver.Answer answer) {
            try {
                answered(call, address, answer, redirects);
            } catch (RuntimeException | Error e) {
                call.fail(e);
            }
        }

        @Override
        public void failed(Exception failure) {
            boolean unreachable = failure instanceof ConnectException
                    || failure instanceof NoRouteToHostException
                    || failure instanceof ConnectTimeoutException;
            Optional<String> untrusted = CertificateProblem.of(
                            failure, "the trust store of the JVM (javax.net.ssl.trustStore)")
                    .map(CertificateProblem::sentence);
            if (unreachable && remaining.hasNext()) {
                try {
                    connect(call, address, remaining, redirects);
                } catch (RuntimeException | Error e) {
                    call.fail(e);
                }
                return;
            }
            call.fail(
                    failure instanceof PictureReceiver.RefusedException refused
                            ? refused.reason()
                            : new InferenceTransportException(
                                    "the picture could not be downloaded from " + AddressGuard.shown(address) + ": "
                                            + untrusted.orElseGet(() ->
                                                    failure.getClass().getSimpleName() + ": " + failure.getMessage()),
                                    unreachable || failure instanceof SSLException ? Phase.CONNECT : Phase.READ,
                                    untrusted.isEmpty(),
                                    failure));
        }

        @Override
        public void cancelled() {
            call.fail(stopped());
        }
    }
}
