package org.sakia.lab;

import java.util.Optional;

/**
 * The records of one page and the way on from it.
 *
 * @param first index of the first record
 * @param end   index behind the last one
 * @param next  empty at the end of the chain
 */
record ChainStep(long first, long end, Optional<Cursor> next) {

    static ChainStep of(Inquiry inquiry, Arrival arrival) {
        long start = Math.min(inquiry.start(), inquiry.slice().end());
        int limit = inquiry.limit();
        if (inquiry.form() == PagingKind.NUMBERED) {
            return new ChainStep(start, behind(inquiry, start, limit), Optional.empty());
        }
        Chain chain = arrival.profile().chain();
        int page = inquiry.at().page();
        Optional<ChainQuirk> quirk = chain.at(page);
        if (quirk.isEmpty()) {
            long end = behind(inquiry, start, limit);
            boolean more = end < inquiry.slice().end() || chain.end() == ChainEnd.NEVER;
            return new ChainStep(start, end, more ? Optional.of(arrival.cursor(end, page + 1)) : Optional.empty());
        }
        return switch (quirk.get()) {
            case SHORT -> onward(arrival, start, behind(inquiry, start, ChainQuirk.half(limit)), page);
            case EMPTY -> onward(arrival, start, start, page);
            case REPEATED -> onward(arrival, before(inquiry, chain).position(), start, page);
            case SAME_CURSOR -> new ChainStep(start, behind(inquiry, start, limit), Optional.of(inquiry.at()));
            case CYCLE -> new ChainStep(start, behind(inquiry, start, limit), Optional.of(before(inquiry, chain)));
        };
    }

    /** Where the page before this one began, in a chain whose limit stays the same. */
    static Cursor before(Inquiry inquiry, Chain chain) {
        Cursor at = inquiry.at();
        long position = at.position() - chain.step(at.page() - 1, inquiry.limit());
        return new Cursor(Math.max(inquiry.slice().first(), position), at.page() - 1, at.issued(), at.generation());
    }

    private static ChainStep onward(Arrival arrival, long first, long end, int page) {
        return new ChainStep(first, end, Optional.of(arrival.cursor(end, page + 1)));
    }

    private static long behind(Inquiry inquiry, long start, int records) {
        return Math.min(inquiry.slice().end(), start + records);
    }
}
