package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.http.OpenCall;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;

/** One download, hop by hop. Each hop is parsed, looked up and checked anew before a connection is made. */
final class Download implements OpenCall.Ending<Spool> {

    private final AddressGuard guard;
    private final CloseableHttpAsyncClient client;
    private final BlockingWork lookups;
    private final DownloadRules rules;
    private final WebAddress wanted;

    /** @param lookups the host's name is the key */
    Download(
            AddressGuard guard,
            CloseableHttpAsyncClient client,
            BlockingWork lookups,
            DownloadRules rules,
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
                        connect(call, guard.route(address, rules), redirects);
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
    private void connect(OpenCall<Spool> call, Route route, int redirects) {
        BasicHttpRequest request = new BasicHttpRequest("GET", route.address().uri());
        request.setHeader("Accept", "image/*");
        request.setHeader("User-Agent", "camel-hf-inference");
        call.run(context -> {
            return client.execute(
                    route.next(context),
                    new BasicRequestProducer(request, null),
                    new PictureConsumer(rules.maxSize()),
                    null,
                    context,
                    new Hop(call, route, redirects));
        });
    }

    private void answered(OpenCall<Spool> call, Route route, PictureConsumer.Answer answer, int redirects) {
        String location = answer.location();
        if (location != null) {
            follow(call, route.address(), location, redirects);
        } else if (answer.picture() == null) {
            call.fail(DownloadFailures.of(answer.status(), route));
        } else if (call.decide()) {
            call.result().complete(answer.picture().take());
        }
    }

    private void follow(OpenCall<Spool> call, WebAddress from, String location, int redirects) {
        if (redirects == DownloadRules.MAX_REDIRECTS) {
            throw new InvalidInferenceInputException(
                    "the picture's address " + AddressGuard.shown(from) + " redirects again after "
                            + DownloadRules.MAX_REDIRECTS + " redirects; send the address of the picture itself");
        }
        WebAddress to = from.resolve(location);
        if (from.isSecure() && !to.isSecure()) {
            throw new InvalidInferenceInputException("the picture's address " + AddressGuard.shown(from)
                    + " redirects from https to http, which anyone on the way could read and change; send the https address of"
                    + " the picture itself");
        }
        hop(call, to, redirects + 1);
    }

    private final class Hop implements FutureCallback<PictureConsumer.Answer> {
        private final OpenCall<Spool> call;
        private final Route route;
        private final int redirects;

        Hop(OpenCall<Spool> call, Route route, int redirects) {
            this.call = call;
            this.route = route;
            this.redirects = redirects;
        }

        @Override
        public void completed(PictureConsumer.Answer answer) {
            try {
                answered(call, route, answer, redirects);
            } catch (RuntimeException | Error e) {
                call.fail(e);
            }
        }

        @Override
        public void failed(Exception failure) {
            if (DownloadFailures.isUnreachable(failure) && route.hasNext()) {
                try {
                    connect(call, route, redirects);
                } catch (RuntimeException | Error e) {
                    call.fail(e);
                }
                return;
            }
            call.fail(DownloadFailures.of(failure, route));
        }

        @Override
        public void cancelled() {
            call.fail(stopped());
        }
    }
}
