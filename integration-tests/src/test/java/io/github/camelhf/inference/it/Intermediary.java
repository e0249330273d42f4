package io.github.camelhf.inference.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program of this machine that stands between the component and the emulator, as a process of its own. */
final class Intermediary implements AutoCloseable {
    private final Process process;
    private final int port;

    private Intermediary(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** nginx that takes ten calls a second with five early ones, and answers 503 to the rest, its default status. */
    static Intermediary nginx(Path folder, int target) throws IOException {
        Path program = Installed.program("nginx");
        int port = freePort();
        String configuration = """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  limit_req_zone $server_name zone=calls:1m rate=10r/s;
                  server {
                    listen 127.0.0.1:%2$d;
                    server_name emulator;
                    location / {
                      limit_req zone=calls burst=5 nodelay;
                      proxy_pass http://127.0.0.1:%3$d;
                      proxy_http_version 1.1;
                    }
                  }
                }
                """.formatted(folder, port, target);
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        return start(folder, port, program.toString(), "-p", folder.toString(), "-c", file.toString());
    }

    /** HAProxy that sends two calls at a time, and answers 503 to what has waited for a tenth of a second. */
    static Intermediary haproxy(Path folder, int target) throws IOException {
        Path program = Installed.program("haproxy");
        int port = freePort();
        String configuration = """
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  timeout queue 100ms
                frontend calls
                  bind 127.0.0.1:%1$d
                  default_backend emulator
                backend emulator
                  server emulator 127.0.0.1:%2$d maxconn 2
                """.formatted(port, target);
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
        return start(folder, port, program.toString(), "-db", "-f", file.toString());
    }

    /** uvicorn that takes three connections, with an application that passes calls on. */
    static Intermediary uvicorn(Path folder, int target) throws IOException {
        // The first python3 of the path need not be the one that has the packages of the distribution.
        String python = Stream.of("/usr/bin/python3", "python3")
                .filter(Intermediary::hasUvicorn)
                .findFirst()
                .orElseThrow(() -> Installed.absent("uvicorn"));
        int port = freePort();
        Files.writeString(folder.resolve("passing.py"), """
                import asyncio, http.client

                def call(method, path, headers, body):
                    connection = http.client.HTTPConnection("127.0.0.1", %d)
                    connection.request(method, path, body, headers)
                    answer = connection.getresponse()
                    return answer.status, answer.getheaders(), answer.read()

                async def app(scope, receive, send):
                    body, more = b"", True
                    while more:
                        message = await receive()
                        body, more = body + message.get("body", b""), message.get("more_body", False)
                    names = (b"content-type", b"accept")
                    headers = {n.decode(): v.decode() for n, v in scope["headers"] if n in names}
                    loop = asyncio.get_running_loop()
                    arguments = (scope["method"], scope["path"], headers, body)
                    status, headers, body = await loop.run_in_executor(None, call, *arguments)
                    headers = [(n.encode(), v.encode()) for n, v in headers if n.lower() == "content-type"]
                    headers.append((b"content-length", str(len(body)).encode()))
                    await send({"type": "http.response.start", "status": status, "headers": headers})
                    await send({"type": "http.response.body", "body": body})
                """.formatted(target));
        return start(
                folder,
                port,
                python,
                "-m",
                "uvicorn",
                "--app-dir",
                folder.toString(),
                "--port",
                String.valueOf(port),
                "--limit-concurrency",
                "4",
                "--lifespan",
                "off",
                "--log-level",
                "error",
                "passing:app");
    }

    private static boolean hasUvicorn(String python) {
        try {
            Process asked = new ProcessBuilder(python, "-c", "import uvicorn")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Intermediary start(Path folder, int port, String... command) throws IOException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Intermediary started = new Intermediary(process, port);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .failFast(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(command[0] + " ended: " + read(output));
                        }
                    })
                    .ignoreException(ConnectException.class)
                    .untilAsserted(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return started;
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address at which calls pass through it. */
    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenCompose(ended -> ended.destroyForcibly().onExit())
                .join();
    }
}
