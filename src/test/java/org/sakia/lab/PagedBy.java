package org.sakia.lab;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ways in which a job can page through the simulator, each with the options that it takes. */
public enum PagedBy {
    OFFSET(PagingKind.NUMBERED, ""),
    PAGE(PagingKind.NUMBERED, "pagination=page"),
    CURSOR(PagingKind.CURSOR, "pagination=cursor;cursor-path=next_cursor;has-more-path=has_more"),
    LINK(PagingKind.LINK, "pagination=link;records="),
    NEXT_URL(PagingKind.NEXT, "pagination=next-url;next-path=next"),
    POSTED_OFFSET(PagingKind.SEARCH, "method=POST;body={\"limit\":{size},\"offset\":{offset}}"),
    POSTED_CURSOR(
            PagingKind.SEARCH,
            "method=POST;body={\"limit\":{size},\"cursor\":\"{cursor}\"};pagination=cursor;cursor-path=next_cursor");

    private final PagingKind kind;
    private final String options;

    PagedBy(PagingKind kind, String options) {
        this.kind = kind;
        this.options = options;
    }

    /** What the job asks. */
    public URI uri(ApiSimulator api) {
        return api.uri(kind);
    }

    /** The path below the customer, which stands for the job's partition. */
    public String uriOfCustomers(ApiSimulator api) {
        return api.uri().resolve("/customers/").toString() + "{partition}" + kind.path();
    }

    /** The options that it takes. */
    public Map<String, String> options() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String option : options.split(";")) {
            if (!option.isEmpty()) {
                map.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
            }
        }
        return map;
    }

    /** Whether a page can be asked for only when the one before it is there. */
    public boolean isChain() {
        return this != OFFSET && this != PAGE && this != POSTED_OFFSET;
    }
}
