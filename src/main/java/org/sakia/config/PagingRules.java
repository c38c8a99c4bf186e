package org.sakia.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sakia.plan.TimeFormat;
import org.sakia.plan.TimeWindows;
import org.sakia.plan.TotalSource;
import org.sakia.request.HttpMethod;
import org.sakia.request.Template;

/** What the options of paging and partitions must say together. Rules skip options that have no value. */
final class PagingRules {

    private static final List<Option<?>> KINDS_OF_PARTITIONS = List.of(
            Options.PARTITION_VALUES, Options.PARTITION_VALUES_FILE, Options.PARTITION_FROM, Options.PARTITION_WINDOW);

    private final JobDraft job;

    private PagingRules(JobDraft job) {
        this.job = job;
    }

    /** Reports to the draft whatever its options contradict. */
    static void check(JobDraft job) {
        PagingRules rules = new PagingRules(job);
        rules.cursorHasAPlace();
        rules.bodyFitsTheMethod();
        rules.partitionsAreOfOneKind();
        rules.partitionsAreAskedFor();
        rules.windowsFitTheFormat();
        rules.totalIsOfOnePartition();
        rules.incrementIsWhole();
    }

    /** Reports jobs that take their partitions from one that there is not, or that writes no files. */
    static void checkTogether(List<JobDraft> jobs) {
        for (JobDraft child : jobs) {
            checkAncestors(child, jobs);
            child.value(Options.PARTITION_FROM).flatMap(parent -> parent).ifPresent(parent -> jobs.stream()
                    .filter(job -> job.name().equals(parent.job()))
                    .findFirst()
                    .ifPresentOrElse(
                            job -> checkParent(child, job),
                            () -> child.problem(
                                    Options.PARTITION_FROM.key(), "there is no job '" + parent.job() + "'")));
        }
    }

    private static void checkParent(JobDraft child, JobDraft parent) {
        if (parent.value(Options.SINK)
                .filter(sink -> !sink.equals(Options.FILE_SINK))
                .isPresent()) {
            child.problem(
                    Options.PARTITION_FROM.key(),
                    "job " + parent.name() + " writes no files to read its records from; give it sink = file");
        }
    }

    /** Jobs that wait for each other in a circle would wait for ever. */
    private static void checkAncestors(JobDraft child, List<JobDraft> jobs) {
        Set<String> ancestors = new LinkedHashSet<>();
        Optional<JobDraft> next = parent(child, jobs);
        while (next.isPresent() && ancestors.add(next.get().name())) {
            next = parent(next.get(), jobs);
        }
        if (ancestors.size() > 1 && ancestors.contains(child.name())) {
            child.problem(
                    Options.PARTITION_FROM.key(),
                    "the jobs take their partitions from each other in a circle: " + child.name() + ", "
                            + String.join(", ", ancestors));
        }
    }

    private static Optional<JobDraft> parent(JobDraft child, List<JobDraft> jobs) {
        Optional<String> name =
                child.value(Options.PARTITION_FROM).flatMap(parent -> parent).map(ParentRecords::job);
        return jobs.stream()
                .filter(job -> name.filter(job.name()::equals).isPresent())
                .findFirst();
    }

    /** The query parameters that paging and partitions set, by the keys that name them. */
    static Map<String, String> parameters(JobDraft job) {
        return new PagingRules(job).parameters();
    }

    private Map<String, String> parameters() {
        Map<String, String> names = new LinkedHashMap<>();
        Optional<Pagination> pagination = job.value(Options.PAGINATION);
        if (pagination.isPresent()) {
            if (pagination.get() != Pagination.NONE && !has("size")) {
                job.value(Options.LIMIT_PARAM)
                        .flatMap(name -> name)
                        .ifPresent(name -> names.put(Options.LIMIT_PARAM.key(), name));
            }
            switch (pagination.get()) {
                case OFFSET -> put(names, Options.OFFSET_PARAM, "offset");
                case PAGE -> put(names, Options.PAGE_PARAM, "page");
                case CURSOR -> put(names, Options.CURSOR_PARAM, "cursor");
                case LINK, NEXT_URL, NONE -> {}
            }
        }
        job.value(Options.PARTITION_PARAM)
                .flatMap(name -> name)
                .ifPresent(name -> names.put(Options.PARTITION_PARAM.key(), name));
        job.value(Options.PARTITION_WINDOW).flatMap(window -> window).ifPresent(window -> {
            put(names, Options.PARTITION_WINDOW_FROM, "from", window.name() + "_from");
            put(names, Options.PARTITION_WINDOW_TO, "to", window.name() + "_to");
        });
        job.value(Options.INCREMENTAL_PARAM)
                .flatMap(name -> name)
                .ifPresent(name -> names.put(Options.INCREMENTAL_PARAM.key(), name));
        return names;
    }

    private void put(Map<String, String> names, Option<String> option, String placeholder) {
        if (!has(placeholder)) {
            job.value(option).ifPresent(name -> names.put(option.key(), name));
        }
    }

    private void put(Map<String, String> names, Option<Optional<String>> option, String placeholder, String otherwise) {
        if (!has(placeholder)) {
            names.put(option.key(), job.value(option).flatMap(name -> name).orElse(otherwise));
        }
    }

    private void cursorHasAPlace() {
        boolean cursor =
                job.value(Options.PAGINATION).filter(Pagination.CURSOR::equals).isPresent();
        boolean inBody = job.isSet(Options.CURSOR_PATH);
        boolean inRecord = job.isSet(Options.CURSOR_RECORD);
        if (cursor && !inBody && !inRecord) {
            job.problem(
                    Options.CURSOR_PATH.key(),
                    "is missing, and pagination = cursor needs it; write " + Options.CURSOR_PATH.key()
                            + " = next_cursor, or where else the answer has the next cursor");
        } else if (!cursor && (inBody || inRecord)) {
            job.problem(
                    inBody ? Options.CURSOR_PATH.key() : Options.CURSOR_RECORD.key(),
                    "only pagination = cursor has cursors; set pagination, or take this out");
        } else if (inBody && inRecord) {
            job.problem(Options.CURSOR_RECORD.key(), "the cursor is also taken from cursor-path; take one of them out");
        } else if (inRecord && !job.isSet(Options.HAS_MORE_PATH)) {
            job.problem(
                    Options.CURSOR_RECORD.key(),
                    "every page has a last record, so this needs has-more-path to find the end");
        }
        if (job.isSet(Options.NEXT_PATH)
                && job.value(Options.PAGINATION)
                        .filter(kind -> kind != Pagination.NEXT_URL)
                        .isPresent()) {
            job.problem(
                    Options.NEXT_PATH.key(),
                    "only pagination = next-url reads a URL in the body; set pagination, or take this out");
        }
    }

    private void bodyFitsTheMethod() {
        boolean post = job.value(Options.METHOD).filter(HttpMethod.POST::equals).isPresent();
        if (job.isSet(Options.BODY) && !post) {
            job.problem(Options.BODY.key(), "GET sends no body; set method = POST, or take this out");
        }
        if (post && !job.isSet(Options.BODY)) {
            job.problem(Options.BODY.key(), "is missing, and method = POST needs it; write body = {} for an empty one");
        }
    }

    private void partitionsAreOfOneKind() {
        List<Option<?>> set = KINDS_OF_PARTITIONS.stream().filter(job::isSet).toList();
        if (set.size() > 1) {
            job.problem(
                    set.get(1).key(),
                    "the partitions are also given by " + set.get(0).key() + "; take one of the two out");
        }
        job.value(Options.PARTITION_FROM)
                .flatMap(parent -> parent)
                .filter(parent -> parent.job().equals(job.name()))
                .ifPresent(self -> job.problem(
                        Options.PARTITION_FROM.key(), "a job cannot take its partitions from its own records"));
    }

    private void partitionsAreAskedFor() {
        boolean values = Stream.of(Options.PARTITION_VALUES, Options.PARTITION_VALUES_FILE, Options.PARTITION_FROM)
                .anyMatch(job::isSet);
        boolean windows = job.isSet(Options.PARTITION_WINDOW);
        if (values && !job.isSet(Options.PARTITION_PARAM) && !has("partition")) {
            job.problem(
                    Options.PARTITION_PARAM.key(),
                    "is missing: nothing tells the API which partition is meant; write the parameter's name, or"
                            + " {partition} in url, query.* or body");
        }
        if (job.isSet(Options.PARTITION_PARAM) && !values) {
            job.problem(
                    Options.PARTITION_PARAM.key(),
                    "there are no partitions; set partition-values, partition-values-file or partition-from, or take this"
                            + " out");
        }
        unused("partition", !values && !windows);
        unused("from", !windows);
        unused("to", !windows);
        for (Option<?> option : List.of(
                Options.PARTITION_WINDOW_FROM,
                Options.PARTITION_WINDOW_TO,
                Options.PARTITION_WINDOW_FORMAT,
                Options.PARTITION_WINDOW_END)) {
            if (job.isSet(option) && !windows) {
                job.problem(option.key(), "there are no windows without partition-window; set that, or take this out");
            }
        }
    }

    private void incrementIsWhole() {
        if (!job.isSet(Options.INCREMENTAL_FIELD)) {
            for (Option<?> option :
                    List.of(Options.INCREMENTAL_PARAM, Options.INCREMENTAL_START, Options.INCREMENTAL_OVERLAP)) {
                if (job.isSet(option)) {
                    job.problem(
                            option.key(),
                            "the job is not incremental without incremental-field; set that, or take this out");
                }
            }
            unused("since", true);
            return;
        }
        if (!job.isSet(Options.INCREMENTAL_PARAM) && !has("since")) {
            job.problem(
                    Options.INCREMENTAL_PARAM.key(),
                    "is missing: nothing tells the API from where on; write the parameter's name, or {since} in url,"
                            + " query.* or body");
        }
        if (job.value(Options.INCREMENTAL_OVERLAP)
                        .flatMap(overlap -> overlap)
                        .filter(overlap -> !overlap.isZero())
                        .isPresent()
                && !job.isSet(Options.RECORD_KEY)) {
            job.problem(
                    Options.INCREMENTAL_OVERLAP.key(),
                    "records of the overlap would come twice; set record-key, so that they are told apart");
        }
        if (job.isSet(Options.MERGE)) {
            job.problem(Options.MERGE.key(), "an incremental job has no end to merge at; take one of the two out");
        }
    }

    /** Else a border would be cut off, and records near it come twice or not at all. */
    private void windowsFitTheFormat() {
        Optional<TimeWindows> windows = job.value(Options.PARTITION_WINDOW).flatMap(value -> value);
        Optional<TimeFormat> format = job.value(Options.PARTITION_WINDOW_FORMAT);
        if (windows.isPresent() && format.isPresent() && !windows.get().canBeWritten(format.get())) {
            job.problem(
                    Options.PARTITION_WINDOW_FORMAT.key(),
                    "'" + format.get() + "' cannot write all borders of " + windows.get()
                            + ", so that records near them would come twice or not at all; take another format, or whole"
                            + " days for dates");
        }
    }

    private void totalIsOfOnePartition() {
        boolean number = job.value(Options.TOTAL)
                .filter(TotalSource.Known.class::isInstance)
                .isPresent();
        if (number && KINDS_OF_PARTITIONS.stream().anyMatch(job::isSet)) {
            job.problem(
                    Options.TOTAL.key(),
                    "a number cannot be the total of every partition; name its place in the answers, or write none");
        }
    }

    private void unused(String placeholder, boolean hasNoValue) {
        if (hasNoValue && has(placeholder)) {
            job.problem(
                    place(placeholder),
                    "{" + placeholder + "} stands for nothing, since there are no "
                            + switch (placeholder) {
                                case "partition" -> "partitions";
                                case "since" -> "rounds (incremental-field)";
                                default -> "windows (partition-window)";
                            });
        }
    }

    private String place(String placeholder) {
        return job.value(Options.BODY)
                        .flatMap(body -> body)
                        .filter(body -> Template.has(body, placeholder))
                        .isPresent()
                ? Options.BODY.key()
                : Options.URL.key();
    }

    private boolean has(String placeholder) {
        return Stream.of(
                        job.value(Options.URL).map(Object::toString).stream(),
                        job.value(Options.BODY).flatMap(body -> body).stream(),
                        job.value(Options.QUERY).stream().flatMap(query -> query.values().stream()))
                .flatMap(texts -> texts)
                .anyMatch(text -> Template.has(text, placeholder));
    }
}
