package io.github.camelhf.inference.examples.jms;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis broker on this machine that keeps its messages in a folder and its port when it starts again. */
final class Broker implements AutoCloseable {

    private static final String ACCEPTOR = "tcp";

    private final Path folder;
    private final Duration redeliveryDelay;
    private EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private int port;

    /** @param redeliveryDelay from a rollback to the next delivery; doubled each time, up to a minute */
    Broker(Path folder, Duration redeliveryDelay) {
        this.folder = folder;
        this.redeliveryDelay = redeliveryDelay;
    }

    void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(1 << 20)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:" + port)
                .addAddressSetting("#", queues());
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        NettyAcceptor acceptor =
                (NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        port = acceptor.getActualPort();
    }

    /** Without a last attempt of its own: the route says when a message is set aside, and keeps the cause. */
    private AddressSettings queues() {
        return new AddressSettings()
                .setAutoDeleteQueues(false)
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(redeliveryDelay.toMillis())
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(Duration.ofMinutes(1).toMillis());
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Messages that lie in the queue or are being delivered; those of an open transaction only once it is committed. */
    long count(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /** Keeps the messages for the next start. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker at " + url() + " could not be stopped", e);
        }
    }
}
