package org.sakia;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class, or all of a package, logs from now on. */
public final class HeardLog implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private HeardLog(Logger logger) {
        this.logger = logger;
        events.list = new CopyOnWriteArrayList<>();
        events.start();
        logger.addAppender(events);
    }

    public static HeardLog of(Class<?> owner) {
        return of(owner.getName());
    }

    public static HeardLog of(String name) {
        return new HeardLog((Logger) LoggerFactory.getLogger(name));
    }

    /** Its warnings as a log shows them, with the exception's own line but without its stack. */
    public List<String> warnings() {
        return events.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : System.lineSeparator()
                                        + event.getThrowableProxy().getClassName() + ": "
                                        + event.getThrowableProxy().getMessage()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
