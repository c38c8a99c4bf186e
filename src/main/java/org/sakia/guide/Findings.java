package org.sakia.guide;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a guide has found out.
 *
 * @param url       without what pages are asked by
 * @param records   as the option writes it
 * @param shown     about the records, for the reader
 * @param paging    options of the paging, in the order of printing
 * @param known     how the paging is known, for the reader
 * @param total     as the option writes it; empty: the API does not say
 * @param size      the largest page that is known to work, and the parameter that asks for it
 * @param rate      to begin with
 * @param untold    what could not be told
 * @param requests  that were made
 * @param confirmed whether another page came in the way that the paging says
 */
public record Findings(
        URI url,
        String records,
        List<String> shown,
        Map<String, String> paging,
        List<String> known,
        Optional<String> total,
        Size size,
        RateHint rate,
        List<String> untold,
        int requests,
        boolean confirmed) {

    /**
     * The size of a page.
     *
     * @param param   empty: none is known
     * @param records 1 or more
     * @param comment how it is known
     */
    record Size(Optional<String> param, long records, String comment) {}

    public Findings {
        shown = List.copyOf(shown);
        known = List.copyOf(known);
        untold = List.copyOf(untold);
    }
}
