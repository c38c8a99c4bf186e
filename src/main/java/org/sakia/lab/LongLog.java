package org.sakia.lab;

import java.util.ArrayList;
import java.util.List;

/** A growing list of numbers, eight bytes each, that never copies what it holds to grow. Not thread-safe. */
final class LongLog {

    private static final int BLOCK = 4_096;

    private final List<long[]> blocks = new ArrayList<>();
    private int size;

    void add(long value) {
        if (size == blocks.size() * BLOCK) {
            blocks.add(new long[BLOCK]);
        }
        blocks.get(size / BLOCK)[size % BLOCK] = value;
        size++;
    }

    int size() {
        return size;
    }

    long[] toArray() {
        long[] all = new long[size];
        for (int start = 0; start < size; start += BLOCK) {
            System.arraycopy(blocks.get(start / BLOCK), 0, all, start, Math.min(BLOCK, size - start));
        }
        return all;
    }

    void clear() {
        blocks.clear();
        size = 0;
    }
}
