package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    private static final int THRESHOLD = 10_000;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, THRESHOLD - 1, THRESHOLD, THRESHOLD + 1, 50_000})
    void whatWasWrittenIsReadAgainAndAgain(int length) throws IOException {
        byte[] content = content(length);
        try (Spool spool = spool()) {
            writeInPortions(spool, content);

            StreamCache cache = spool.toStreamCache();

            assertThat(spool.size()).isEqualTo(length);
            assertThat(cache.length()).isEqualTo(length);
            for (int i = 0; i < 3; i++) {
                assertThat(((InputStream) cache).readAllBytes()).isEqualTo(content);
                cache.reset();
            }
            spool.discard();
        }
    }

    @Test
    void nothingTouchesTheDiskUpToTheThreshold() throws IOException {
        try (Spool spool = spool()) {
            spool.write(content(THRESHOLD));

            assertThat(spool.toStreamCache().inMemory()).isTrue();
            assertThat(folder()).doesNotExist();
        }
    }

    @Test
    void beyondTheThresholdAFileHoldsEverything() throws IOException {
        try (Spool spool = spool()) {
            spool.write(content(THRESHOLD));
            spool.write('x');

            assertThat(spool.toStreamCache().inMemory()).isFalse();
            assertThat(files()).singleElement().satisfies(file -> {
                assertThat(file.getFileName().toString()).matches("page-.*\\.spool");
                assertThat(file).hasSize(THRESHOLD + 1);
            });
            spool.discard();
        }
    }

    @Test
    void discardDeletesTheFileAndMayBeCalledAgain() throws IOException {
        Spool spool = spool();
        spool.write(content(50_000));
        spool.toStreamCache();

        spool.discard();
        spool.discard();

        assertThat(files()).isEmpty();
        assertThatIllegalStateException().isThrownBy(spool::toStreamCache);
    }

    @Test
    void discardInTheMiddleOfWritingLeavesNothing() throws IOException {
        Spool spool = spool();
        spool.write(content(50_000));

        spool.discard();

        assertThat(files()).isEmpty();
        assertThatIOException().isThrownBy(() -> spool.write('x'));
    }

    @Test
    void writingEndsWhereReadingBegins() throws IOException {
        try (Spool spool = spool()) {
            spool.write('x');
            spool.toStreamCache();

            assertThatIOException().isThrownBy(() -> spool.write('y')).withMessageContaining("closed");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsASpoolExceptionThatNamesIt() throws IOException {
        Path occupied = Files.createFile(temp.resolve("occupied"));
        try (Spool spool = new Spool(0, occupied)) {
            assertThatThrownBy(() -> spool.write('x'))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(occupied.toString());
            spool.discard();
        }
    }

    @Test
    void aCopyForTheExchangeIsDeletedWhenTheExchangeIsDone() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext();
                Spool spool = spool()) {
            spool.write(content(50_000));
            Exchange exchange = new DefaultExchange(context);

            StreamCache cache = spool.toStreamCache().copy(exchange);

            assertThat(((InputStream) cache).readAllBytes()).hasSize(50_000);
            exchange.getExchangeExtension().handoverCompletions().forEach(done -> done.onComplete(exchange));
            assertThat(files()).isEmpty();
        }
    }

    private Path folder() {
        return temp.resolve("state").resolve("spool");
    }

    private Spool spool() {
        return new Spool(THRESHOLD, folder());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static void writeInPortions(Spool spool, byte[] content) throws IOException {
        int portion = 777;
        for (int at = 0; at < content.length; at += portion) {
            spool.write(content, at, Math.min(portion, content.length - at));
        }
    }
}
