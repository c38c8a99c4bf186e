package org.sakia.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sakia.config.JobOptions;
import org.sakia.config.Option;
import org.sakia.config.Options;
import org.sakia.config.Pagination;
import org.sakia.ledger.Round;
import org.sakia.page.Conditions;
import org.sakia.page.PageFormat;
import org.sakia.plan.Paging;
import org.sakia.plan.Partition;
import org.sakia.plan.Partitions;
import org.sakia.plan.TimeWindows;
import org.sakia.plan.TotalSource;
import org.sakia.request.NextPage;

/** What a job's options say of how its source is paged. Immutable. */
record JobPaging(JobOptions options) {

    /** How pages are asked for. */
    Paging paging() {
        Optional<String> limit = options.hasPlaceholder("size") ? Optional.empty() : options.get(Options.LIMIT_PARAM);
        return switch (options.get(Options.PAGINATION)) {
            case OFFSET -> new Paging.Offset(param(Options.OFFSET_PARAM, "offset"), limit);
            case PAGE ->
                new Paging.PageNumber(param(Options.PAGE_PARAM, "page"), options.get(Options.FIRST_PAGE), limit);
            case CURSOR -> new Paging.Cursor(param(Options.CURSOR_PARAM, "cursor"), limit);
            case LINK, NEXT_URL -> new Paging.NextUrl(limit);
            case NONE -> new Paging.Single();
        };
    }

    /** The parameter of a value that has no placeholder. */
    private Optional<String> param(Option<String> option, String placeholder) {
        return options.hasPlaceholder(placeholder) ? Optional.empty() : Optional.of(options.get(option));
    }

    /** Where an answer says what asks for the next page. */
    NextPage next() {
        return new NextPage(place(), options.get(Options.HAS_MORE_PATH));
    }

    private NextPage.Place place() {
        return switch (options.get(Options.PAGINATION)) {
            case OFFSET, PAGE, NONE -> new NextPage.Nowhere();
            case CURSOR ->
                options.get(Options.CURSOR_PATH)
                        .map(NextPage.CursorInBody::new)
                        .orElseGet(() -> NextPage.cursorInLastRecord(
                                options.get(Options.RECORDS),
                                options.get(Options.CURSOR_RECORD).orElseThrow()));
            case LINK -> new NextPage.UrlInLink();
            case NEXT_URL -> new NextPage.UrlInBody(options.get(Options.NEXT_PATH));
        };
    }

    /** How bodies are read. */
    PageFormat format() {
        return new PageFormat(
                options.get(Options.RECORDS),
                options.total() instanceof TotalSource.InBody body ? Optional.of(body.path()) : Optional.empty(),
                next().captures(),
                conditions(),
                options.get(Options.MAX_BODY),
                options.get(Options.MAX_RECORD),
                options.get(Options.MAX_DEPTH));
    }

    /** What makes a body no page. */
    Conditions conditions() {
        return new Conditions(options.get(Options.ERROR_WHEN), options.get(Options.THROTTLE_WHEN));
    }

    /**
     * The parts of the source.
     *
     * @param round        the present one, whenever the parts are gone through
     * @param parentValues values from another job's records, where the job takes them from there
     */
    Iterable<Partition> partitions(Supplier<Round> round, Optional<Iterable<String>> parentValues) {
        Iterable<Partition> parts = parts(parentValues);
        return options.isSet(Options.INCREMENTAL_FIELD)
                ? Partitions.inRounds(parts, round, options.get(Options.INCREMENTAL_PARAM))
                : parts;
    }

    private Iterable<Partition> parts(Optional<Iterable<String>> parentValues) {
        Optional<TimeWindows> windows = options.get(Options.PARTITION_WINDOW);
        if (windows.isPresent()) {
            return Partitions.ofWindows(
                    windows.get(),
                    windowParam(Options.PARTITION_WINDOW_FROM, "from", windows.get()),
                    windowParam(Options.PARTITION_WINDOW_TO, "to", windows.get()),
                    options.get(Options.PARTITION_WINDOW_FORMAT),
                    options.get(Options.PARTITION_WINDOW_END));
        }
        List<String> listed = options.get(Options.PARTITION_VALUES);
        return Stream.<Optional<Iterable<String>>>of(
                        parentValues,
                        options.get(Options.PARTITION_VALUES_FILE).map(ValuesFile::new),
                        listed.isEmpty() ? Optional.empty() : Optional.of(listed))
                .flatMap(Optional::stream)
                .findFirst()
                .map(values -> Partitions.ofValues(values, options.get(Options.PARTITION_PARAM)))
                .orElseGet(Partitions::whole);
    }

    private Optional<String> windowParam(Option<Optional<String>> option, String placeholder, TimeWindows windows) {
        return options.hasPlaceholder(placeholder)
                ? Optional.empty()
                : Optional.of(options.get(option).orElse(windows.name() + "_" + placeholder));
    }

    /** Whether a run can have several pages in work at once. */
    boolean isSideBySide() {
        Pagination pagination = options.get(Options.PAGINATION);
        return pagination.isNumbered() || options.isPartitioned();
    }
}
