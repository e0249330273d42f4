package io.github.camelhf.inference.examples.watchedfolder.doctor;

import io.github.camelhf.inference.http.CertificateProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Goes the way to a server step by step: its name, its port, its certificate. Sends no request. */
public final class ConnectionCheck {

    private static final String NAME = "name";
    private static final String CONNECTION = "connection";
    private static final String TLS = "tls";

    private final URI address;
    private final Duration patience;

    /** @param patience for each step */
    public ConnectionCheck(URI address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /** A finding for each step up to the first that fails. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        String host = address.getHost();
        if (host == null) {
            return List.of(
                    Finding.problem(NAME, "the address has no host that can be looked up", "check --endpoint-url"));
        }
        try {
            InetAddress found = InetAddress.getByName(host);
            findings.add(Finding.ok(NAME, host + " is " + found.getHostAddress()));
            connect(new InetSocketAddress(found, port()), findings);
        } catch (UnknownHostException e) {
            findings.add(Finding.problem(
                    NAME, host + " is not known", "check the address, and whether this machine has a network"));
        }
        return findings;
    }

    private void connect(InetSocketAddress target, List<Finding> findings) {
        try (Socket socket = new Socket()) {
            socket.connect(target, (int) patience.toMillis());
            findings.add(Finding.ok(CONNECTION, "port " + target.getPort() + " is open"));
            if (isTls()) {
                findings.add(handshake(socket));
            }
        } catch (IOException e) {
            findings.add(Finding.problem(
                    CONNECTION,
                    "port " + target.getPort() + " of " + address.getHost() + " cannot be reached (" + e.getMessage()
                            + ")",
                    "check the port, whether the server runs, and firewalls on the way"));
        }
    }

    private Finding handshake(Socket socket) {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secured = (SSLSocket) factory.createSocket(socket, address.getHost(), port(), true)) {
            SSLParameters parameters = secured.getSSLParameters();
            // Else a certificate for any other host would do.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.setSoTimeout((int) patience.toMillis());
            secured.startHandshake();
            return Finding.ok(TLS, secured.getSession().getProtocol() + ", the certificate is trusted");
        } catch (IOException e) {
            return CertificateProblem.of(e, "-Djavax.net.ssl.trustStore=FILE")
                    .map(problem -> Finding.problem(TLS, problem.what(), problem.remedy()))
                    .orElseGet(() -> Finding.problem(
                            TLS, "it fails (" + e.getMessage() + ")", "check whether this port speaks https"));
        }
    }

    private boolean isTls() {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    private int port() {
        int port = address.getPort();
        return port >= 0 ? port : isTls() ? 443 : 80;
    }
}
