package io.github.camelhf.inference.examples.ftp;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** An FTP server on 127.0.0.1, at any free port, for one user and one folder. */
final class Ftp implements AutoCloseable {

    private final Listener listener;
    private final FtpServer server;

    /** @param watcher sees every command and may spoil it */
    Ftp(Path folder, String user, String password, Ftplet watcher) throws FtpException {
        ListenerFactory address = new ListenerFactory();
        address.setServerAddress("127.0.0.1");
        address.setPort(0);
        listener = address.createListener();
        BaseUser owner = new BaseUser();
        owner.setName(user);
        owner.setPassword(password);
        owner.setHomeDirectory(folder.toString());
        owner.setAuthorities(List.of(new WritePermission()));
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener);
        // The server empties the map when it stops.
        factory.setFtplets(new HashMap<>(Map.of("watcher", watcher)));
        factory.getUserManager().save(owner);
        server = factory.createServer();
        server.start();
    }

    String address() {
        return "127.0.0.1:" + listener.getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
