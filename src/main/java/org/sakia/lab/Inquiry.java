package org.sakia.lab;

import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * The page that one request asks for.
 *
 * @param form  of the answer: never {@link PagingKind#SEARCH}, which answers as one of two others
 * @param slice what it is a page of
 * @param asked index in the whole table of the record the page should begin with
 * @param at    where it does begin
 * @param limit records at most
 */
record Inquiry(PagingKind form, Slice slice, long asked, Cursor at, int limit) {

    private static final String CURSOR = "cursor";

    /** @throws WrongRequestException for a parameter that is no number, out of range, unknown or expired */
    static Inquiry read(Target target, MultiMap params, Arrival arrival) throws WrongRequestException {
        ApiProfile profile = arrival.profile();
        PageQuery query = PageQuery.read(params, profile.paging(), profile.maxPageSize())
                .orElseThrow(() -> new WrongRequestException(400, "a paging parameter is no number or out of range"));
        Slice slice = Slice.of(target, params, arrival);
        PagingKind form = form(target.kind(), params, profile.paging());
        if (form != PagingKind.NUMBERED) {
            Cursor at = cursor(params, slice, arrival);
            return new Inquiry(form, slice, at.position(), at, query.limit());
        }
        Quirks quirks = profile.quirks();
        if (quirks.offsetCap() > 0 && query.offset() >= quirks.offsetCap()) {
            throw new WrongRequestException(400, "offset must be less than " + quirks.offsetCap());
        }
        long asked = slice.first() + Math.min(query.offset(), Long.MAX_VALUE - slice.first());
        return new Inquiry(
                form, slice, asked, arrival.cursor(quirks.offsetIgnored() ? slice.first() : asked, 0), query.limit());
    }

    long start() {
        return at.position();
    }

    /** Whether there is no record at this place or behind it. */
    boolean isPastEnd() {
        return start() >= slice.end();
    }

    private static PagingKind form(PagingKind kind, MultiMap params, Paging paging) {
        if (kind != PagingKind.SEARCH) {
            return kind;
        }
        boolean numbered = params.contains(paging.offsetParam()) || params.contains(paging.pageParam());
        return numbered && !params.contains(CURSOR) ? PagingKind.NUMBERED : PagingKind.CURSOR;
    }

    private static Cursor cursor(MultiMap params, Slice slice, Arrival arrival) throws WrongRequestException {
        if (!params.contains(CURSOR)) {
            return arrival.cursor(slice.first(), 0);
        }
        Optional<Cursor> known = Cursor.read(params.get(CURSOR), slice.name());
        Cursor cursor = known.orElseThrow(() -> new WrongRequestException(400, "no such cursor"));
        if (arrival.isExpired(cursor)) {
            throw new WrongRequestException(410, "the cursor has expired");
        }
        return cursor;
    }
}
