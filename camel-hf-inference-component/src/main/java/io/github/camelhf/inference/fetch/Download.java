package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.client.CertificateProblem;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.jspecify.annotations.Nullable;

/** One download, hop by hop. Each hop is parsed, looked up and checked anew before a connection is made. */
final class Download {

    private final AddressGuard guard;
    private final CloseableHttpAsyncClient client;
    private final Executor executor;
    private final FetchRules rules;
    private final CompletableFuture<Spool> result = new CompletableFuture<>();
    private volatile @Nullable Future<?> call;

    Download(AddressGuard guard, CloseableHttpAsyncClient client, Executor executor, FetchRules rules) {
        this.guard = guard;
        this.client = client;
        this.executor = executor;
        this.rules = rules;
    }

    CompletableFuture<Spool> start(WebAddress address) {
        hop(address, 0);
        return result;
    }

    /** Gives up. */
    void expire(WebAddress address) {
        fail(new InferenceTransportException(
                "the picture at " + AddressGuard.shown(address) + " was not there within "
                        + rules.timeout().toMillis() + " ms, the limit set by requestTimeout",
                Phase.READ,
                true,
                null));
        Future<?> current = call;
        if (current != null) {
            current.cancel(true);
        }
    }

    private void hop(WebAddress address, int redirects) {
        executor.execute(() -> {
            try {
                connect(address, guard.permitted(address, rules.allowedHosts()).iterator(), redirects);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        });
    }

    /** The token of the inference server is no part of this class; nothing of the message goes along either. */
    private void connect(WebAddress address, Iterator<InetAddress> addresses, int redirects) {
        if (result.isDone()) {
            return;
        }
        HttpHost checked = new HttpHost(address.uri().getScheme(), addresses.next(), address.host(), address.port());
        BasicHttpRequest request = new BasicHttpRequest("GET", address.uri());
        request.setHeader("Accept", "image/*");
        request.setHeader("User-Agent", "camel-hf-inference");
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setContentCompressionEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build());
        call = client.execute(
                checked,
                new BasicRequestProducer(request, null),
                new PictureReceiver(rules.maxSize()),
                null,
                context,
                new Outcome(address, addresses, redirects));
    }

    private void answered(WebAddress address, PictureReceiver.Answer answer, int redirects) {
        String location = answer.location();
        if (location != null) {
            follow(address, location, redirects);
        } else if (answer.picture() != null) {
            if (!result.complete(answer.picture())) {
                close(answer.picture());
            }
        } else {
            fail(refusal(address, answer.status()));
        }
    }

    private void follow(WebAddress from, String location, int redirects) {
        if (redirects == FetchRules.MAX_REDIRECTS) {
            throw new InvalidInferenceInputException("the picture's address " + AddressGuard.shown(from)
                    + " redirects again after " + FetchRules.MAX_REDIRECTS + " redirects");
        }
        WebAddress to = from.resolve(location);
        if (from.isSecure() && !to.isSecure()) {
            throw new InvalidInferenceInputException("the picture's address " + AddressGuard.shown(from)
                    + " redirects from https to http, which anyone on the way could read and change");
        }
        hop(to, redirects + 1);
    }

    private static HfInferenceException refusal(WebAddress address, int status) {
        String text = "the picture could not be downloaded: " + AddressGuard.shown(address) + " answered " + status;
        boolean later = status >= 500 || status == 429 || status == 408 || status == 425;
        return later
                ? new InferenceTransportException(text, Phase.READ, true, null)
                : new InvalidInferenceInputException(text);
    }

    private void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    private static void close(Spool spool) {
        try {
            spool.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Outcome implements FutureCallback<PictureReceiver.Answer> {
        private final WebAddress address;
        private final Iterator<InetAddress> remaining;
        private final int redirects;

        Outcome(WebAddress address, Iterator<InetAddress> remaining, int redirects) {
            this.address = address;
            this.remaining = remaining;
            this.redirects = redirects;
        }

        @Override
        public void completed(PictureReceiver.Answer answer) {
            try {
                answered(address, answer, redirects);
            } catch (RuntimeException | Error e) {
                fail(e);
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
                    connect(address, remaining, redirects);
                } catch (RuntimeException | Error e) {
                    fail(e);
                }
                return;
            }
            fail(
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
            fail(new InferenceTransportException(
                    "the download of the picture from " + AddressGuard.shown(address) + " was cancelled",
                    Phase.READ,
                    true,
                    null));
        }
    }
}
