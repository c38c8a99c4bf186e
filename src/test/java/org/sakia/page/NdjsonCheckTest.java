package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NdjsonCheckTest {

    /** The check value of CRC-32C that every catalogue of CRCs lists. */
    private static final long CHECK_VALUE = 0xE3069283L;

    @Test
    void theChecksumIsCrc32c() throws IOException {
        NdjsonCheck check = check("123456789");

        assertThat(check.checksum()).isEqualTo(CHECK_VALUE);
        assertThat(check.bytes()).isEqualTo(9);
    }

    @Test
    void linesAreRecordsAndAnUnfinishedOneIsNone() throws IOException {
        assertThat(check("{}\n{}\n{").records()).isEqualTo(2);
        assertThat(check("").records()).isZero();
    }

    @Test
    void aPageMatchesWhenRecordsBytesAndChecksumDo() throws IOException {
        NdjsonCheck check = check("1\n2\n");

        assertThat(check.matches(page(2, 4, check.checksum()))).isTrue();
        assertThat(check.matches(page(1, 4, check.checksum()))).isFalse();
        assertThat(check.matches(page(2, 5, check.checksum()))).isFalse();
        assertThat(check.matches(page(2, 4, check.checksum() + 1))).isFalse();
    }

    @Test
    void itReadsAsAMessage() throws IOException {
        assertThat(check("123456789")).hasToString("0 records, 9 bytes, CRC32C e3069283");
    }

    private static CutPage page(long records, long bytes, long checksum) {
        return new CutPage(records, bytes, checksum, OptionalLong.empty(), Map.of());
    }

    private static NdjsonCheck check(String ndjson) throws IOException {
        return NdjsonCheck.of(new ByteArrayInputStream(ndjson.getBytes(StandardCharsets.UTF_8)));
    }
}
