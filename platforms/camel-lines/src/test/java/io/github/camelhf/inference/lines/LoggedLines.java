package io.github.camelhf.inference.lines;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Warnings and errors of some loggers while this is open. */
final class LoggedLines extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final String loggers;
    private final LoggerConfig root =
            ((LoggerContext) LogManager.getContext(false)).getConfiguration().getRootLogger();

    private LoggedLines(String loggers) {
        super("lines", null, null, true, Property.EMPTY_ARRAY);
        this.loggers = loggers;
        start();
        root.addAppender(this, Level.WARN, null);
    }

    /** @param loggers how their names begin */
    static LoggedLines of(String loggers) {
        return new LoggedLines(loggers);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLoggerName().startsWith(loggers)) {
            lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.removeAppender("lines");
        stop();
    }
}
