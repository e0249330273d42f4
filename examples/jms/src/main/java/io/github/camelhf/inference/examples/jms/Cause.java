package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.error.HfInferenceException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Writes why a message failed into headers that travel with it: names that JMS takes, and texts that people read. */
final class Cause implements Processor {

    static final String CLASS = "FailureClass";
    static final String MESSAGE = "FailureMessage";
    static final String STATUS = "FailureStatus";
    static final String DELIVERIES = "FailureDeliveries";

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = exchange.getMessage();
        message.setHeader(CLASS, failure.getClass().getName());
        message.setHeader(MESSAGE, String.valueOf(failure.getMessage()));
        message.setHeader(DELIVERIES, message.getHeader("JMSXDeliveryCount", 1, Integer.class));
        if (failure instanceof HfInferenceException answered && answered.getStatusCode() != 0) {
            message.setHeader(STATUS, answered.getStatusCode());
        }
    }
}
