package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.sakia.deliver.kafka.TopicMessages.Cursor;
import org.sakia.deliver.kafka.TopicMessages.Entry;
import org.sakia.deliver.kafka.TopicMessages.Fingerprint;
import org.sakia.deliver.kafka.TopicMessages.Forgotten;
import org.sakia.deliver.kafka.TopicMessages.Nothing;
import org.sakia.deliver.kafka.TopicMessages.PageDelivered;
import org.sakia.deliver.kafka.TopicMessages.PageTakenBack;
import org.sakia.ledger.Increment;
import org.sakia.ledger.PageRow;
import org.sakia.ledger.PageState;
import org.sakia.plan.Page;

class TopicMessagesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Page PAGE = new Page("eu/west", 17);

    private final TopicMessages messages = new TopicMessages("ledger", "orders");

    @Test
    void a_row_comes_back_as_it_was() {
        PageRow row = new PageRow(
                PAGE,
                PageState.DELIVERED,
                3,
                100,
                6_000,
                0xFFFF_FFFFL,
                "",
                0,
                OptionalLong.of(9),
                Optional.empty(),
                Increment.NONE,
                200,
                "",
                NOON);

        assertThat(again(messages.of(row))).isEqualTo(new PageDelivered(row));
    }

    @Test
    void a_row_without_a_total_comes_back_without_one() {
        PageRow row = new PageRow(
                PAGE,
                PageState.DELIVERED,
                3,
                100,
                6_000,
                1,
                "",
                0,
                OptionalLong.empty(),
                Optional.empty(),
                Increment.NONE,
                200,
                "",
                NOON);

        assertThat(again(messages.of(row))).isEqualTo(new PageDelivered(row));
    }

    @Test
    void cursor_and_fingerprint_come_back_as_they_were() {
        Cursor cursor = new Cursor("", "{\"next\":\"b\"}", NOON);
        Fingerprint fingerprint = new Fingerprint(Map.of("url", "http://api/orders", "page-size", "100"));

        assertThat(again(messages.of(cursor))).isEqualTo(cursor);
        assertThat(again(messages.of(fingerprint))).isEqualTo(fingerprint);
    }

    @Test
    void keys_begin_with_the_job_and_all_go_to_one_partition() {
        ProducerRecord<byte[], byte[]> message = messages.of(new Cursor("eu", "{}", NOON));

        assertThat(new String(message.key(), UTF_8)).isEqualTo("orders/cursor/eu");
        assertThat(message.partition()).isZero();
    }

    @Test
    void tombstones_say_what_they_take_back() {
        assertThat(again(messages.tombstone("orders/page/eu/west/17"))).isEqualTo(new PageTakenBack(PAGE));
        assertThat(again(messages.tombstone("orders/fingerprint"))).isEqualTo(new Forgotten());
        assertThat(again(messages.tombstone("orders/cursor/eu"))).isEqualTo(new Nothing());
    }

    @Test
    void other_jobs_say_nothing_even_if_their_names_begin_alike() {
        assertThat(messages.read("orders-2/page/17".getBytes(UTF_8), "junk".getBytes(UTF_8)))
                .isEqualTo(new Nothing());
        assertThat(messages.read(null, null)).isEqualTo(new Nothing());
    }

    @Test
    void what_a_newer_version_wrote_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> messages.read(key("page/1"), "{\"version\":2}".getBytes(UTF_8)))
                .withMessageContaining("newer Sakia");
    }

    @Test
    void junk_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> messages.read(key("page/1"), "[".getBytes(UTF_8)))
                .withMessageContaining("no JSON");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> messages.read(key("page/1"), "{\"version\":1}".getBytes(UTF_8)))
                .withMessageContaining("its value has no attempts");
    }

    private static byte[] key(String name) {
        return ("orders/" + name).getBytes(UTF_8);
    }

    private Entry again(ProducerRecord<byte[], byte[]> message) {
        return messages.read(message.key(), message.value());
    }
}
