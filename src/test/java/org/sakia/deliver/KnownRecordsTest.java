package org.sakia.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Ledger;
import org.sakia.ledger.Round;
import org.sakia.page.CutPage;
import org.sakia.page.FieldPath;
import org.sakia.page.NdjsonCheck;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

/** Pages of two rounds, with records of every kind. */
class KnownRecordsTest {

    private static final int IN_MEMORY = 1_000;

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Ledger ledger;
    private JobLedger job;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder.resolve("state"));
        job = ledger.take("orders", Map.of());
    }

    @AfterEach
    void close() {
        job.close();
        ledger.close();
        context.stop();
    }

    @Test
    void a_record_that_an_earlier_round_has_delivered_is_left_out() throws Exception {
        deliver("{\"id\":1,\"at\":\"2024-05-05\"}");
        secondRound();

        assertThat(deliver("{\"id\":1,\"at\":\"2024-05-05\"}", "{\"id\":2,\"at\":\"2024-05-05\"}"))
                .isEqualTo("{\"id\":2,\"at\":\"2024-05-05\"}\n");
    }

    @Test
    void records_without_the_key_are_never_taken_for_each_other() throws Exception {
        deliver("{\"no\":1,\"at\":\"2024-05-05\"}", "{\"id\":null,\"at\":\"2024-05-05\"}");
        secondRound();
        String others = "{\"no\":2,\"at\":\"2024-05-05\"}\n{\"id\":null,\"no\":3,\"at\":\"2024-05-05\"}\n";

        assertThat(deliver(others.split("\n"))).isEqualTo(others);
    }

    @Test
    void a_number_with_decimals_is_noted_as_the_api_wrote_it() throws Exception {
        deliver("{\"id\":1,\"at\":1700000000.10}", "{\"id\":2,\"at\":1700000000.0}");

        assertThat(job.row(new Page(Page.NO_PARTITION, 0))
                        .orElseThrow()
                        .increment()
                        .highest())
                .hasValue("1700000000.10");
    }

    @Test
    void keys_are_told_apart_by_their_last_digit() throws Exception {
        deliver("{\"id\":12345678901234567.1,\"at\":1}");
        secondRound();
        String other = "{\"id\":12345678901234567.2,\"at\":1}\n";

        assertThat(deliver(other.strip())).isEqualTo(other);
    }

    @Test
    void a_record_with_a_long_number_and_a_long_name_is_one_like_any_other() throws Exception {
        String record = "{\"id\":1,\"at\":1,\"long\":" + "9".repeat(2_000) + ",\"" + "n".repeat(60_000) + "\":1}\n";

        assertThat(deliver(record.strip())).isEqualTo(record);
    }

    @Test
    void no_room_for_temporary_files_ends_the_job() throws Exception {
        secondRound();
        Path notAFolder = Files.createFile(folder.resolve("file"));
        byte[] ndjson = ("{\"id\":1,\"at\":\"" + "x".repeat(2 * IN_MEMORY) + "\"}\n").getBytes(UTF_8);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(new ByteArrayInputStream(ndjson));

        assertThatExceptionOfType(JobAbortedException.class)
                .isThrownBy(() ->
                        known(notAFolder).leaveOut(exchange, task(NdjsonCheck.of(new ByteArrayInputStream(ndjson)))))
                .withMessageContaining("make room there");
    }

    @Test
    void a_page_of_any_length_leaves_no_list_of_its_records_in_memory() throws Exception {
        long[] notedBeforeTheEnd = new long[1];
        InputStream records = new SequenceInputStream(Collections.enumeration(IntStream.rangeClosed(0, 5_000)
                .<InputStream>mapToObj(
                        id -> new ByteArrayInputStream(("{\"id\":" + id + ",\"at\":1}\n").getBytes(UTF_8)))
                .toList()));
        InputStream end = new InputStream() {
            @Override
            public int read() {
                notedBeforeTheEnd[0] = notedKeys();
                return -1;
            }
        };
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(new SequenceInputStream(records, end));

        known(folder.resolve("spool"))
                .leaveOut(exchange, task(NdjsonCheck.of(new ByteArrayInputStream("{}\n".getBytes(UTF_8)))));

        assertThat(notedBeforeTheEnd[0]).isPositive();
        assertThat(notedKeys()).isEqualTo(5_001);
    }

    private long notedKeys() {
        try (Connection database = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("state").resolve("ledger.db"));
                ResultSet count = database.createStatement().executeQuery("SELECT count(*) FROM record_key")) {
            return count.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String deliver(String... records) throws Exception {
        String ndjson = String.join("\n", records) + "\n";
        PageTask task = task(NdjsonCheck.of(new ByteArrayInputStream(ndjson.getBytes(UTF_8))));
        String kept = leaveOut(task, new ByteArrayInputStream(ndjson.getBytes(UTF_8)));
        job.save(PageLedger.row(task));
        return kept;
    }

    private String leaveOut(PageTask task, InputStream ndjson) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(ndjson);
        ndjson.mark(0);
        known(folder.resolve("spool")).leaveOut(exchange, task);
        if (exchange.getMessage().getBody() == ndjson) {
            ndjson.reset();
        }
        return exchange.getMessage().getBody(String.class);
    }

    private KnownRecords known(Path spool) {
        return new KnownRecords(
                job, Optional.of(FieldPath.parse("at")), Optional.of(FieldPath.parse("id")), IN_MEMORY, spool);
    }

    private void secondRound() {
        job.begin(new Round(2, Optional.empty(), Instant.EPOCH));
    }

    private PageTask task(NdjsonCheck content) {
        PageTask task = new PageTask(new Page(job.round().partition(Page.NO_PARTITION), 0));
        CutPage cut =
                new CutPage(content.records(), content.bytes(), content.checksum(), OptionalLong.empty(), Map.of());
        task.verified(cut, cut.total(), 200, () -> {});
        return task;
    }
}
