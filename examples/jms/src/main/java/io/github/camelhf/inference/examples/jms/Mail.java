package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.examples.pictures.Sample;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The other side of the queues, as any JMS program would be. */
final class Mail implements AutoCloseable {

    private final ActiveMQConnectionFactory connections;
    private final JMSContext jms;

    Mail(String brokerUrl) {
        connections = new ActiveMQConnectionFactory(brokerUrl);
        jms = connections.createContext();
    }

    void send(String queue, Sample picture) throws JMSException {
        jms.createProducer().send(jms.createQueue(queue), message(picture));
    }

    /** The next message, taken off the queue. */
    Message receive(String queue, Duration timeout) {
        return receive(jms.createQueue(queue), timeout);
    }

    /** Sends the picture and waits for the reply. */
    Message ask(String queue, Sample picture, Duration timeout) throws JMSException {
        Queue replies = jms.createTemporaryQueue();
        jms.createProducer().setJMSReplyTo(replies).send(jms.createQueue(queue), message(picture));
        return receive(replies, timeout);
    }

    /** A consumer that stays open would keep the messages that it fetched ahead. */
    private Message receive(Queue queue, Duration timeout) {
        try (JMSConsumer consumer = jms.createConsumer(queue)) {
            Message message = consumer.receive(timeout.toMillis());
            if (message == null) {
                throw new IllegalStateException("no message in " + queue + " within " + timeout);
            }
            return message;
        }
    }

    private BytesMessage message(Sample picture) throws JMSException {
        BytesMessage message = jms.createBytesMessage();
        message.writeBytes(picture.bytes());
        message.setStringProperty("FileName", picture.name());
        return message;
    }

    @Override
    public void close() {
        jms.close();
        connections.close();
    }
}
