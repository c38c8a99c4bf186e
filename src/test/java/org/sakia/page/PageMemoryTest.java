package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bodies that are generated while they are read, so that what is allocated is the cutter's doing. */
class PageMemoryTest {

    private static final int MIB = 1 << 20;

    @Test
    void aLargePageAllocatesNextToNothing() throws IOException {
        String record =
                "{\"id\":1234567,\"text\":\"" + "ordinary text, \\u00e9 and \\\"so on\\\"; ".repeat(100) + "\"}";
        int records = 150 * MIB / record.length();
        InputStream body = body(
                repeated("{\"note\":\"", 1),
                repeated("n", 50 * MIB),
                repeated("\",\"results\":[", 1),
                repeated(record + ",", records),
                repeated("0]}", 1));
        PageCutter cutter = new PageCutter(Pages.format("results"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();

        long before = threads.getThreadAllocatedBytes(thread);
        CutPage page = cutter.cut(body, Optional.empty(), OutputStream.nullOutputStream());
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(page.records()).isEqualTo(records + 1);
        assertThat(page.bytes()).isEqualTo((record.length() + 1L) * records + 2);
        assertThat(allocated).isLessThan((50L * MIB + page.bytes()) / 20);
    }

    @Test
    void aTokenOfAMebibyteIsNeverHeldAsAWhole() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        PageCutter cutter = new PageCutter(PageFormat.of(FieldPath.ROOT, Optional.empty(), 64 * MIB, 4 * MIB, 10));
        InputStream body = body(
                repeated("[{\"", 1),
                repeated("n", MIB),
                repeated("\":", 1),
                repeated("7", MIB),
                repeated(",\"s\":\"", 1),
                repeated("\\u00e9", MIB / 6),
                repeated("\"}]", 1));

        long before = threads.getThreadAllocatedBytes(thread);
        CutPage page = cutter.cut(body, Optional.empty(), OutputStream.nullOutputStream());
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(page.bytes()).isGreaterThan(3L * MIB - 10);
        assertThat(allocated).isLessThan(MIB / 4);
    }

    @Test
    void anEndlessRecordEndsAtTheLimit() {
        InputStream body = body(repeated("[\"", 1), repeated("x", Integer.MAX_VALUE));

        assertThatThrownBy(() -> Pages.cut(Pages.format(""), body))
                .isInstanceOf(BadPageException.class)
                .hasMessageContaining("record 1 is larger than " + MIB + " bytes");
    }

    @Test
    void anEndlessBodyEndsAtTheLimit() {
        PageFormat format = PageFormat.of(FieldPath.ROOT, Optional.empty(), MIB, MIB, 10);
        InputStream body = body(repeated("[", 1), repeated("1,", Integer.MAX_VALUE));

        assertThatThrownBy(() -> Pages.cut(format, body))
                .isInstanceOf(BadPageException.class)
                .hasMessageContaining("the body is larger than " + MIB + " bytes");
    }

    private static InputStream body(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    private static InputStream repeated(String text, int times) {
        byte[] unit =
                text.repeat(Math.min(times, Math.max(1, 8192 / text.length()))).getBytes(StandardCharsets.UTF_8);
        long length = (long) text.length() * times;
        return new InputStream() {
            private final ByteArrayInputStream source = new ByteArrayInputStream(unit);
            private long left = length;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int at, int wanted) {
                if (left == 0) {
                    return -1;
                }
                if (source.available() == 0) {
                    source.reset();
                }
                int got = source.read(target, at, (int) Math.min(wanted, left));
                left -= got;
                return got;
            }
        };
    }
}
