package org.sakia.deliver;

import java.nio.charset.StandardCharsets;

/** FNV-1a, 64 bit: http://www.isthe.com/chongo/tech/comp/fnv/. */
final class Hash64 {

    /** The hash of nothing. */
    static final long EMPTY = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Hash64() {}

    static long of(String text) {
        return mix(EMPTY, text);
    }

    /** The hash of what came before and the text behind it. */
    static long mix(long before, String text) {
        long hash = before;
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (value & 0xff)) * PRIME;
        }
        return hash;
    }
}
