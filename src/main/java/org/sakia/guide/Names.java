package org.sakia.guide;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words by which APIs speak of paging; case, dashes and underscores do not matter. */
final class Names {

    static final List<String> RECORDS = List.of(
            "results",
            "data",
            "items",
            "records",
            "value",
            "values",
            "entries",
            "hits",
            "rows",
            "objects",
            "content",
            "elements",
            "list",
            "documents",
            "docs",
            "result",
            "resources",
            "nodes",
            "collection");

    /** Arrays that lie beside the records. */
    static final List<String> NO_RECORDS = List.of(
            "links",
            "errors",
            "warnings",
            "messages",
            "included",
            "includes",
            "facets",
            "aggregations",
            "columns",
            "fields",
            "sort",
            "expand",
            "schema");

    static final List<String> TOTALS = List.of(
            "total",
            "totalcount",
            "totalsize",
            "totalelements",
            "totalresults",
            "totalitems",
            "totalrecords",
            "totalentries",
            "totalrows",
            "recordstotal",
            "numfound",
            "filtercount",
            "@odata.count",
            "odata.count",
            "itemcount",
            "count");

    static final List<String> TOTAL_FIELDS = List.of(
            "X-Total-Count", "Total-Count", "X-WP-Total", "X-Total", "X-Total-Items", "X-Pagination-Total-Count");

    static final List<String> OFFSETS =
            List.of("offset", "skip", "start", "startat", "startindex", "from", "$skip", "_start");

    static final List<String> PAGES =
            List.of("page", "pagenumber", "pageno", "pageindex", "p", "pg", "_page", "page[number]");

    /** What a body calls the page's number, and a query calls {@code page}. */
    static final List<String> PAGES_OF_BODY = List.of("currentpage", "current", "number");

    static final List<String> SIZES = List.of(
            "limit",
            "perpage",
            "pagesize",
            "size",
            "maxresults",
            "take",
            "rows",
            "resultsperpage",
            "itemsperpage",
            "pagelimit",
            "count",
            "$top",
            "_limit",
            "page[size]",
            "page[limit]");

    static final List<String> NEXT_URLS = List.of(
            "next",
            "nexturl",
            "nextlink",
            "nextpage",
            "nextpageurl",
            "nextpagelink",
            "nexthref",
            "nextrecordsurl",
            "@odata.nextlink",
            "odata.nextlink");

    /** Names of a value inside an object called next. */
    static final List<String> IN_NEXT = List.of("href", "url", "link");

    static final List<String> CURSORS = List.of(
            "nextcursor",
            "nextpagetoken",
            "nexttoken",
            "aftercursor",
            "endcursor",
            "after",
            "continuationtoken",
            "continuation",
            "nextpageid",
            "cursor",
            "bookmark",
            "marker",
            "next",
            "nextpage",
            "offset");

    static final List<String> MORE = List.of("hasmore", "hasnext", "hasnextpage", "more", "istruncated", "moreitems");

    static final List<String> LAST =
            List.of("done", "islast", "islastpage", "last", "lastpage", "endofstream", "finished");

    /** Objects that speak of the page rather than of a record. */
    static final List<String> CONTAINERS = List.of(
            "meta",
            "metadata",
            "page",
            "paging",
            "pagination",
            "pageinfo",
            "pageable",
            "response",
            "responsemetadata",
            "result",
            "results",
            "hits",
            "total",
            "data",
            "links",
            "_links",
            "cursor",
            "cursors",
            "next",
            "listinfo",
            "info",
            "summary",
            "d");

    static final List<String> IDS = List.of("id", "_id", "uuid", "guid", "uid", "key", "sku", "number", "code");

    private Names() {}

    /** The place of a name in a list of words; empty if it is none of them. */
    static Optional<Integer> rank(List<String> words, String name) {
        int rank = words.indexOf(plain(name));
        return rank < 0 ? Optional.empty() : Optional.of(rank);
    }

    static boolean isIn(List<String> words, String name) {
        return words.contains(plain(name));
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("_") ? lower : lower.replaceAll("[_-]", "");
    }
}
