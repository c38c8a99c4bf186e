package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PageBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD = "{\"count\":4711,\"results\":[";
    private static final String TAIL = "],\"next_cursor\":null}";

    @Property(tries = 100)
    void aPageHasEveryRecordOnceAndTheLengthItTells(
            @ForAll @LongRange(max = 1_000_000_000_000L) long first,
            @ForAll @IntRange(max = 300) int records,
            @ForAll @IntRange(min = RecordBytes.LEAST, max = 700) int size)
            throws IOException {
        PageBody page = new PageBody(HEAD, TAIL, first, first + records, new RecordBytes(size, false));
        long told = page.length();

        byte[] bytes = all(page).getBytes();

        assertThat(bytes).hasSize((int) told);
        JsonNode read = JSON.readTree(bytes);
        assertThat(read.get("count").asLong()).isEqualTo(4_711);
        assertThat(read.get("results")).hasSize(records);
        for (int i = 0; i < records; i++) {
            assertThat(read.get("results").get(i).get("id").asLong()).isEqualTo(first + i);
        }
    }

    @Test
    void aLargeRecordIsSentInPiecesAndIsTheSameAsTheOneInTheProfile() {
        int size = 3 << 20;
        PageBody page = new PageBody("[", "]", 5, 6, new RecordBytes(size, false));

        Buffer first = page.next();
        String whole = first.toString() + all(page);

        assertThat(first.length()).isLessThan(3 * BodySource.PIECE);
        byte[] expected = ApiProfile.builder().recordBytes(size).build().record(5);
        assertThat(expected).hasSize(size);
        assertThat(whole).isEqualTo("[" + new String(expected) + "]");
    }

    @Test
    void theLongestIndexFitsIntoTheSmallestRecord() {
        assertThat(new RecordBytes(RecordBytes.LEAST, false).of(Long.MAX_VALUE)).hasSize(RecordBytes.LEAST);
    }

    private static Buffer all(BodySource source) {
        Buffer all = Buffer.buffer();
        while (source.more()) {
            all.appendBuffer(source.next());
        }
        return all;
    }
}
