package io.github.camelhf.inference.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Every line that any logger but those of the emulator's server writes, down to TRACE, while this is open. */
public final class CapturedLog extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Configuration configuration = context.getConfiguration();
    private final LoggerConfig root = configuration.getRootLogger();
    private final Level before = root.getLevel();
    private final List<AppenderRef> muted = List.copyOf(root.getAppenderRefs());

    private CapturedLog() {
        super("captured", null, null, true, Property.EMPTY_ARRAY);
        start();
        muted.forEach(each -> root.removeAppender(each.getRef()));
        root.addAppender(this, Level.TRACE, null);
        root.setLevel(Level.TRACE);
        context.updateLoggers();
    }

    public static CapturedLog atTrace() {
        return new CapturedLog();
    }

    @Override
    public void append(LogEvent event) {
        Throwable thrown = event.getThrown();
        lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage()
                + (thrown == null ? "" : " " + thrown));
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.removeAppender("captured");
        muted.forEach(
                each -> root.addAppender(configuration.getAppender(each.getRef()), each.getLevel(), each.getFilter()));
        root.setLevel(before);
        context.updateLoggers();
        stop();
    }
}
