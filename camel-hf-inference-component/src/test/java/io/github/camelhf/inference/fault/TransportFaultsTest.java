package io.github.camelhf.inference.fault;

import static io.github.camelhf.inference.fault.FaultCase.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connections that do not come about, break, stall or speak something else. */
class TransportFaultsTest extends FaultCases {

    static Stream<FaultCase> cases() {
        return Stream.of(broken(), stalled(), early(), malformed(), http2()).flatMap(cases -> cases);
    }

    private static FaultCase lost(String name, FaultServer.Script script, Phase phase) {
        return fault(name, script)
                .passing(InferenceTransportException.class, 0, "worth another attempt")
                .and(in(phase));
    }

    private static Stream<FaultCase> broken() {
        return Stream.of(
                lost("connection closed as soon as it is there", connection -> {}, Phase.SEND)
                        .attempts(0)
                        .and(failure -> {}),
                lost(
                        "reset after the head of the request",
                        connection -> {
                            connection.readHead();
                            connection.reset();
                        },
                        Phase.READ),
                lost(
                        "reset after the whole request",
                        connection -> {
                            connection.readRequest();
                            connection.reset();
                        },
                        Phase.READ),
                lost("closed after the whole request", FaultConnection::readRequest, Phase.READ),
                lost(
                        "closed in the status line",
                        connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 2");
                        },
                        Phase.READ),
                lost(
                        "closed in the headers",
                        connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
                        },
                        Phase.READ),
                lost(
                        "reset in the middle of the answer",
                        connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\nContent-Length: 24\r\n\r\n[{\"embed");
                            connection.reset();
                        },
                        Phase.READ),
                lost(
                        "closed before the stated length",
                        connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\nContent-Length: 24\r\n\r\n[{\"embed");
                        },
                        Phase.READ),
                lost(
                        "closed in the middle of a chunk",
                        connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\nTransfer-Encoding: chunked\r\n\r\n18\r\n[{\"em");
                        },
                        Phase.READ),
                lost(
                        "closed before the last chunk",
                        connection -> {
                            connection.readRequest();
                            connection.write(
                                    "HTTP/1.1 " + OK + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{\"em\r\n");
                        },
                        Phase.READ),
                fault("error answer that breaks off in its body", connection -> {
                            connection.readRequest();
                            connection.write(
                                    "HTTP/1.1 502 X\r\nContent-Length: 999\r\n\r\n<title>502 Bad Gateway</title>");
                        })
                        .passing(InferenceServerException.class, 502, "counts by its status, with the text that came")
                        .and(failure -> assertThat(failure).hasMessageContaining("502 Bad Gateway")));
    }

    private static Stream<FaultCase> stalled() {
        Duration soon = Duration.ofSeconds(20);
        return Stream.of(
                fault("error answer that stops in its body", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 502 X\r\nContent-Length: 999\r\n\r\nbusy");
                            connection.awaitClose();
                        })
                        .passing(InferenceServerException.class, 502, "counts by its status, at the deadline")
                        .with("requestTimeout=400")
                        .within(soon),
                lost(
                                "server that reads and never answers",
                                connection -> {
                                    connection.readRequest();
                                    connection.awaitClose();
                                },
                                Phase.READ)
                        .with("requestTimeout=300")
                        .within(soon),
                lost(
                                "answer that stops in its headers",
                                connection -> {
                                    connection.readRequest();
                                    connection.write("HTTP/1.1 200 OK\r\nConten");
                                    connection.awaitClose();
                                },
                                Phase.READ)
                        .with("requestTimeout=300")
                        .within(soon),
                lost(
                                "answer that stops in its body, connection half-open",
                                connection -> {
                                    connection.readRequest();
                                    connection.write("HTTP/1.1 " + OK + "\r\nContent-Length: 24\r\n\r\n[{\"em");
                                    connection.awaitClose();
                                },
                                Phase.READ)
                        .with("requestTimeout=300")
                        .within(soon),
                lost(
                                "answer that dribbles a byte at a time",
                                connection -> {
                                    connection.readRequest();
                                    connection.write("HTTP/1.1 " + OK + "\r\nContent-Length: 2400\r\n\r\n");
                                    connection.writeForever(" ", 20);
                                },
                                Phase.READ)
                        .with("requestTimeout=400")
                        .within(soon),
                lost(
                                "headers that dribble without end",
                                connection -> {
                                    connection.readRequest();
                                    connection.write("HTTP/1.1 200 OK\r\n");
                                    connection.writeForever("X-A: b\r\n", 20);
                                },
                                Phase.READ)
                        .with("requestTimeout=400")
                        .within(soon),
                lost(
                                "interim answers without end",
                                connection -> {
                                    connection.readRequest();
                                    connection.writeForever("HTTP/1.1 102 Processing\r\n\r\n", 10);
                                },
                                Phase.READ)
                        .with("requestTimeout=400")
                        .within(soon),
                fault("error answer that dribbles without end", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 503 X\r\nRetry-After: 9\r\n\r\nbusy");
                            connection.writeForever(" ", 20);
                        })
                        .passing(
                                io.github.camelhf.inference.error.ModelLoadingException.class,
                                503,
                                "counts by its status, with its delay")
                        .with("requestTimeout=400")
                        .within(soon)
                        .and(failure -> assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(9))));
    }

    private static Stream<FaultCase> early() {
        return Stream.of(
                fault("interim answer before the real one", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                            connection.answer(OK, FaultRun.GOOD);
                            connection.awaitClose();
                        })
                        .succeeding("waits for the real answer"),
                fault("redirect to another host", connection -> {
                            connection.readRequest();
                            connection.answer(
                                    "307 X\r\nLocation: http://127.0.0.1:"
                                            + connection.socket().getLocalPort() + "/",
                                    "");
                            connection.awaitClose();
                        })
                        .lasting(InferenceRejectedException.class, 307, "is not followed: the token would go along"),
                fault("cookie and login challenge", connection -> {
                            connection.readRequest();
                            connection.answer("401 X\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic realm=\"x\"", "");
                            connection.awaitClose();
                        })
                        .lasting(
                                io.github.camelhf.inference.error.InferenceAuthenticationException.class,
                                401,
                                "is not answered: one request, no cookie kept"));
    }

    private static Stream<FaultCase> malformed() {
        return Stream.of(
                garbage("bytes that are no HTTP", "\u0001\u0002\u0003 hello\r\n\r\n"),
                garbage("another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                garbage("status that is no number", "HTTP/1.1 abc OK\r\n\r\n"),
                garbage(
                        "chunk size that is no number",
                        "HTTP/1.1 " + OK + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]"),
                garbage("negative chunk size", "HTTP/1.1 " + OK + "\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n[]\r\n"),
                garbage("length that is no number", "HTTP/1.1 " + OK + "\r\nContent-Length: many\r\n\r\n[]"),
                garbage("negative length", "HTTP/1.1 " + OK + "\r\nContent-Length: -1\r\n\r\n[]"),
                garbage("header line of a megabyte", "HTTP/1.1 200 OK\r\nX-A: " + "x".repeat(1 << 20)),
                garbage("ten thousand headers", "HTTP/1.1 200 OK\r\n" + "X-A: b\r\n".repeat(10_000)));
    }

    private static FaultCase garbage(String name, String bytes) {
        return lost(
                        "malformed: " + name,
                        connection -> {
                            connection.readRequest();
                            connection.write(bytes);
                            connection.awaitClose();
                        },
                        Phase.READ)
                .with("requestTimeout=4s");
    }

    private static Stream<FaultCase> http2() {
        return Stream.of(
                // The client's library overlooks this one as long as the connection stays: the deadline ends the wait.
                h2("GOAWAY that leaves our stream out", connection -> {
                            connection.write(Http2.frame(7, 0, 0, new byte[8]));
                            connection.awaitClose();
                        })
                        .with("requestTimeout=500"),
                h2("GOAWAY after our stream, then the end", connection -> {
                    connection.write(Http2.frame(7, 0, 0, new byte[] {0, 0, 0, 1, 0, 0, 0, 2}));
                }),
                h2("RST_STREAM: refused", connection -> {
                    connection.write(Http2.frame(3, 0, 1, new byte[] {0, 0, 0, 7}));
                    connection.awaitClose();
                }),
                h2("RST_STREAM: internal error", connection -> {
                    connection.write(Http2.frame(3, 0, 1, new byte[] {0, 0, 0, 2}));
                    connection.awaitClose();
                }),
                h2("frame of no known form", connection -> {
                    connection.write(
                            Http2.frame(1, 4, 1, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}));
                    connection.awaitClose();
                }),
                h2("silence", FaultConnection::awaitClose).with("requestTimeout=500"));
    }

    private static FaultCase h2(String name, FaultServer.Script afterRequest) {
        return fault("HTTP/2: " + name, connection -> {
                    Http2.readRequest(connection);
                    afterRequest.run(connection);
                })
                .passing(InferenceTransportException.class, 0, "worth another attempt")
                .attempts(0)
                .with("httpVersion=2");
    }

    @Test
    void aRefusedConnectionFailsWhileConnecting() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        without("http://127.0.0.1:" + port + "/", "", Duration.ofSeconds(20));
    }

    @Test
    void anUnknownHostFailsWhileConnecting() throws Exception {
        without("https://no-such-host.invalid/", "", Duration.ofSeconds(20));
    }

    @Test
    void aServerThatDoesNotAcceptFailsAfterConnectTimeout() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queued = new ArrayList<>();
            // The first ones fill the listener's queue; later ones get no answer to their first packet.
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 200);
                } catch (java.net.SocketTimeoutException e) {
                    break;
                }
            }
            without("http://127.0.0.1:" + full.getLocalPort() + "/", "&connectTimeout=400", Duration.ofSeconds(4));
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    private static void without(String url, String options, Duration bound) throws Exception {
        try (FaultServer unused = FaultServer.start(connection -> {})) {
            FaultCase fault = lost("no connection", connection -> {}, Phase.CONNECT)
                    .with(options.replace("&", ""))
                    .within(bound);
            FaultRun.check(fault, unused, url);
            assertThat(unused.heads()).isEmpty();
        }
        FaultRun.assertNoThreadsAreLeft();
    }

    private static Consumer<HfInferenceException> in(Phase phase) {
        return failure -> {
            Phase found = ((InferenceTransportException) failure).phase();
            // A small request may be handed to the connection before a failure is noticed.
            assertThat(found).isIn(phase, phase == Phase.SEND ? Phase.READ : phase);
        };
    }
}
