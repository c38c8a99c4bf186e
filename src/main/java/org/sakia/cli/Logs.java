package org.sakia.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: warnings to the console (stderr), everything to a file in the state folder. Secrets are taken out
 * of each line, whoever wrote it.
 */
final class Logs {

    private static final String KAFKA = "org.apache.kafka";
    private static final String FILE = "sakia.log";
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{36} %msg%n%ex";
    private static final String CONSOLE_PATTERN = "%level: %msg%n";

    private Logs() {}

    /** Before anything is known: warnings to the console. */
    static void quiet() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        root(context).setLevel(Level.WARN);
        root(context).addAppender(console(context, Level.WARN, UnaryOperator.identity()));
    }

    /**
     * Sets the log up for a run.
     *
     * @param verbose info lines to the console as well
     * @param mask    takes secrets out of a line
     */
    static void configure(Path state, boolean verbose, UnaryOperator<String> mask) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        root(context).setLevel(Level.INFO);
        // The wire log of the HTTP client would show credentials byte by byte.
        context.getLogger("org.apache.hc").setLevel(Level.WARN);
        // Every client would list its hundred settings.
        context.getLogger(KAFKA).setLevel(Level.WARN);
        context.addTurboFilter(new Seldom(KAFKA));
        if (verbose) {
            context.getLogger("org.sakia").setLevel(Level.DEBUG);
        }
        root(context).addAppender(console(context, verbose ? Level.DEBUG : Level.WARN, mask));
        root(context).addAppender(file(context, state.resolve(FILE), mask));
    }

    private static ch.qos.logback.classic.Logger root(LoggerContext context) {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Appender<ILoggingEvent> console(LoggerContext context, Level level, UnaryOperator<String> mask) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel(level.levelStr);
        threshold.start();
        console.addFilter(threshold);
        if (level == Level.WARN) {
            console.addFilter(new KafkaWarnings());
        }
        String pattern = Progress.lineOfItsOwn() + (level == Level.WARN ? CONSOLE_PATTERN + "%nopex" : PATTERN);
        return started(context, console, pattern, mask);
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path path, UnaryOperator<String> mask) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(path.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(path + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(3);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("20MB"));
        size.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(size);
        return started(context, file, PATTERN, mask);
    }

    private static Appender<ILoggingEvent> started(
            LoggerContext context,
            OutputStreamAppender<ILoggingEvent> appender,
            String pattern,
            UnaryOperator<String> mask) {
        PatternLayout layout = new MaskedLayout(mask);
        layout.setContext(context);
        layout.setPattern(pattern);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /** Tells that it could not connect, once a second; what is waited for the progress says. The file has them. */
    private static final class KafkaWarnings extends Filter<ILoggingEvent> {

        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLoggerName().startsWith(KAFKA) && !event.getLevel().isGreaterOrEqual(Level.ERROR)
                    ? FilterReply.DENY
                    : FilterReply.NEUTRAL;
        }
    }

    private static final class MaskedLayout extends PatternLayout {

        private final UnaryOperator<String> mask;

        MaskedLayout(UnaryOperator<String> mask) {
            this.mask = mask;
        }

        @Override
        public String doLayout(ILoggingEvent event) {
            return mask.apply(super.doLayout(event));
        }
    }
}
