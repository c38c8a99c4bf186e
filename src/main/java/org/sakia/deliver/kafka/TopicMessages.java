package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sakia.ledger.Increment;
import org.sakia.ledger.PageRow;
import org.sakia.ledger.PageState;
import org.sakia.plan.Page;

/**
 * How one job's ledger is written as messages: keys {@code <job>/page/<page key>}, {@code <job>/cursor/<partition>} and
 * {@code <job>/fingerprint}, values as JSON of version 1. Immutable.
 */
final class TopicMessages {

    /** All go there: a topic that gets more partitions must not have the same key in two of them. */
    static final int PARTITION = 0;

    private static final String FINGERPRINT = "fingerprint";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final String prefix;

    TopicMessages(String topic, String job) {
        this.topic = topic;
        // A job's name has no slash.
        this.prefix = job + "/";
    }

    /** What a message says. */
    sealed interface Entry {}

    /** A delivered page. */
    record PageDelivered(PageRow row) implements Entry {}

    /** A page whose row was taken back. */
    record PageTakenBack(Page page) implements Entry {}

    /** Where the plan of a partition stands; of the same form as in the ledger. */
    record Cursor(String partition, String value, Instant savedAt) implements Entry {}

    /** What the job was begun with. */
    record Fingerprint(Map<String, String> texts) implements Entry {}

    /** The job was begun anew; what came before is void. */
    record Forgotten() implements Entry {}

    /** Nothing that counts: another job's, or taken back. */
    record Nothing() implements Entry {}

    boolean isOfThisJob(byte[] key) {
        return key != null && new String(key, UTF_8).startsWith(prefix);
    }

    String fingerprintKey() {
        return prefix + FINGERPRINT;
    }

    ProducerRecord<byte[], byte[]> of(PageRow row) {
        ObjectNode value = value();
        value.put("records", row.records());
        value.put("bytes", row.bytes());
        value.put("checksum", row.checksum());
        row.total().ifPresent(total -> value.put("total", total));
        row.next().ifPresent(next -> value.put("next", next));
        row.increment().highest().ifPresent(highest -> value.put("highest", highest));
        if (row.increment().skipped() > 0) {
            value.put("skipped", row.increment().skipped());
        }
        value.put("attempts", row.attempts());
        value.put("status", row.status());
        value.put("file", row.file());
        value.put("file_bytes", row.fileBytes());
        value.put("ended_at", row.endedAt().toString());
        return message("page/" + row.page().key(), value);
    }

    ProducerRecord<byte[], byte[]> of(Cursor cursor) {
        ObjectNode value = value();
        value.put("cursor", cursor.value());
        value.put("saved_at", cursor.savedAt().toString());
        return message("cursor/" + cursor.partition(), value);
    }

    ProducerRecord<byte[], byte[]> of(Fingerprint fingerprint) {
        ObjectNode value = value();
        fingerprint.texts().forEach(value.putObject(FINGERPRINT)::put);
        return message(FINGERPRINT, value);
    }

    /** Deletes what stands under a key. */
    ProducerRecord<byte[], byte[]> tombstone(String key) {
        return new ProducerRecord<>(topic, PARTITION, key.getBytes(UTF_8), null);
    }

    /**
     * Reads a message back.
     *
     * @throws IllegalArgumentException if it is none that this version of Sakia writes; the message says why
     */
    Entry read(byte[] key, byte[] value) {
        if (!isOfThisJob(key)) {
            return new Nothing();
        }
        String name = new String(key, UTF_8).substring(prefix.length());
        if (name.startsWith("page/")) {
            Page page = Page.parse(name.substring("page/".length()));
            return value == null ? new PageTakenBack(page) : new PageDelivered(row(page, json(value)));
        }
        if (value == null) {
            return name.equals(FINGERPRINT) ? new Forgotten() : new Nothing();
        }
        JsonNode node = json(value);
        if (name.startsWith("cursor/")) {
            return new Cursor(
                    name.substring("cursor/".length()),
                    field(node, "cursor").asText(),
                    Instant.parse(field(node, "saved_at").asText()));
        }
        if (name.equals(FINGERPRINT)) {
            return new Fingerprint(JSON.convertValue(field(node, FINGERPRINT), new TypeReference<>() {}));
        }
        throw new IllegalArgumentException("this version of Sakia does not know such a key");
    }

    private static PageRow row(Page page, JsonNode value) {
        return new PageRow(
                page,
                PageState.DELIVERED,
                field(value, "attempts").asInt(),
                field(value, "records").asLong(),
                field(value, "bytes").asLong(),
                field(value, "checksum").asLong(),
                field(value, "file").asText(),
                field(value, "file_bytes").asLong(),
                value.has("total") ? OptionalLong.of(value.get("total").asLong()) : OptionalLong.empty(),
                Optional.ofNullable(value.get("next")).map(JsonNode::asText),
                new Increment(
                        Optional.ofNullable(value.get("highest")).map(JsonNode::asText),
                        value.path("skipped").asLong()),
                field(value, "status").asInt(),
                "",
                Instant.parse(field(value, "ended_at").asText()));
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode field = node.get(name);
        if (field == null) {
            throw new IllegalArgumentException("its value has no " + name);
        }
        return field;
    }

    private static JsonNode json(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            int version = field(node, "version").asInt();
            if (version > VERSION) {
                throw new IllegalArgumentException("a newer Sakia wrote it (version " + version + "); use that");
            }
            return node;
        } catch (IOException e) {
            throw new IllegalArgumentException("its value is no JSON", e);
        }
    }

    private static ObjectNode value() {
        return JSON.createObjectNode().put("version", VERSION);
    }

    private ProducerRecord<byte[], byte[]> message(String name, ObjectNode value) {
        try {
            return new ProducerRecord<>(
                    topic, PARTITION, (prefix + name).getBytes(UTF_8), JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
