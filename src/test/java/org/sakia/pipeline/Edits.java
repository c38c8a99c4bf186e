package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.sakia.job.ExportJob;
import org.sakia.job.LoadedRoutes;
import org.sakia.job.RouteWatch;
import org.slf4j.LoggerFactory;

/** Somebody who edits route files while jobs run, and what he is told. */
final class Edits implements AutoCloseable {

    private static final Duration OFTEN = Duration.ofMillis(50);

    private final Path routes;
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RouteWatch.class);
    private RouteWatch watch;

    private Edits(Path routes) {
        this.routes = routes;
        warnings.list = new CopyOnWriteArrayList<>();
        warnings.start();
        logger.addAppender(warnings);
    }

    /** In a folder that need not be there. */
    static Edits in(Path routes) {
        return new Edits(routes);
    }

    Edits watching(CamelContext context, LoadedRoutes loaded, ExportJob... jobs) {
        watch = RouteWatch.start(context, loaded, List.of(jobs), OFTEN, text -> text, news::add);
        return this;
    }

    /** Saves a shipped file with a change, by way of another name as editors do. */
    Edits save(String file, String shipped, String own) throws IOException {
        String text = Files.readString(Path.of("routes", file));
        assertThat(text).contains(shipped);
        return save(file, text.replace(shipped, own));
    }

    Edits save(String file, String text) throws IOException {
        Files.createDirectories(routes);
        Path beside = Files.writeString(routes.resolve(file + ".new"), text);
        Files.move(beside, routes.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    Edits delete(String file) throws IOException {
        Files.delete(routes.resolve(file));
        return this;
    }

    /** Waits until he is told something with this in it, good or bad. */
    Edits told(String part) {
        await().atMost(60, TimeUnit.SECONDS)
                .alias("told of '" + part + "', but only: " + news)
                .until(() -> news.stream().anyMatch(line -> line.contains(part))
                        || warnings().stream().anyMatch(line -> line.contains(part)));
        return this;
    }

    List<String> news() {
        return List.copyOf(news);
    }

    List<String> warnings() {
        return warnings.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        watch.close();
        logger.detachAppender(warnings);
    }
}
