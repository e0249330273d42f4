package io.github.camelhf.inference.examples.ftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on 127.0.0.1, at any free port, for one user and one folder, with a new key of its own. */
final class Sftp implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key;

    /** @param watcher sees every read and may spoil it */
    Sftp(Path folder, String user, String password, SftpEventListener watcher)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(256);
        key = keys.generateKeyPair();
        SftpSubsystemFactory files = new SftpSubsystemFactory();
        files.addSftpEventListener(watcher);
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((name, secret, session) -> name.equals(user) && secret.equals(password));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.setSubsystemFactories(List.of(files));
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** What a client's file of known hosts would say of this server. */
    byte[] knownHosts() {
        String line = "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
