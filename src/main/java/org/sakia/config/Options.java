package org.sakia.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sakia.page.BodyCondition;
import org.sakia.page.FieldPath;
import org.sakia.page.MoreFlag;
import org.sakia.plan.TimeFormat;
import org.sakia.plan.TimeWindows;
import org.sakia.plan.TotalSource;
import org.sakia.plan.WindowEnd;
import org.sakia.request.AllowedHost;
import org.sakia.request.HttpMethod;
import org.sakia.request.Quota;
import org.sakia.request.Rate;

/** Every option there is, in the order of the documentation. Immutable. */
public final class Options {

    /** The value of {@link #SINK} that means files. */
    public static final String FILE_SINK = "file";

    /** The value of {@link #SINK} that means one Kafka message a record. */
    public static final String KAFKA_SINK = "kafka";

    private static final Duration ANY = Duration.ZERO;
    private static final Duration SOME = Duration.ofMillis(1);

    private static final List<Option<?>> DECLARED_FOR_JOBS = new ArrayList<>();

    /** All options of a job. */
    public static final List<Option<?>> JOB = Collections.unmodifiableList(DECLARED_FOR_JOBS);

    public static final Option<URI> URL = job(Option.required(
                    "url",
                    ApiTypes.url(),
                    "Names the resource to export. Its own query is kept and merged with `query.*` and the paging parameters;"
                            + " a parameter that stands in two of them is an error. Credentials belong into a header.")
            .holdingSecrets());

    public static final Option<Map<String, String>> QUERY = job(Option.map(
                    "query",
                    "text",
                    ApiTypes::queryEntry,
                    "Sends this query parameter with every request; the value is written plainly and percent-encoded by"
                            + " Sakia.")
            .holdingSecrets());

    public static final Option<Map<String, String>> HEADER = job(Option.map(
                    "header",
                    "text",
                    ApiTypes::headerEntry,
                    "Sends this header with every request to the URL's own origin, as in"
                            + " `header.Authorization = Bearer {{env:TOKEN}}`.")
            .holdingSecrets());

    public static final Option<List<AllowedHost>> ALLOWED_HOSTS = job(Option.derived(
            "allowed-hosts",
            AuthTypes.hosts(),
            "",
            job -> List.of(),
            "Lists hosts beside the URL's own that the API may send Sakia to by redirects and next links, as `host` (at"
                    + " the scheme's own port) or `host:port`. They get no headers and no credentials of this job."));

    public static final Option<AuthKind> AUTH = job(Option.withDefault(
            "auth",
            ValueTypes.choice(AuthKind.class),
            "none",
            "Chooses how the API is told who asks: `bearer` (a token), `basic` (user and password), `api-key`, or"
                    + " `oauth2` (tokens by client credentials). Credentials go to the URL's own origin only."));

    public static final Option<Optional<String>> AUTH_TOKEN = job(optionalSecret(
            "auth-token", AuthTypes.headerValue("token"), "Is the token of `auth = bearer`, without the word Bearer."));

    public static final Option<Optional<String>> AUTH_USER = job(optionalSecret(
            "auth-user", AuthTypes.user(), "Is the user of `auth = basic`; it has no colon. Sent in UTF-8."));

    public static final Option<Optional<String>> AUTH_PASSWORD = job(optionalSecret(
            "auth-password", AuthTypes.text("password", true), "Is the password of `auth = basic`; it may be empty."));

    public static final Option<Optional<String>> AUTH_KEY =
            job(optionalSecret("auth-key", AuthTypes.headerValue("key"), "Is the key of `auth = api-key`."));

    public static final Option<String> AUTH_KEY_HEADER = job(Option.withDefault(
            "auth-key-header",
            AuthTypes.headerName(),
            "X-API-Key",
            "Names the header that carries the key (`auth = api-key`)."));

    public static final Option<Optional<String>> AUTH_KEY_PARAM = job(Option.derived(
            "auth-key-param",
            ValueTypes.parameterName().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Names the query parameter that carries the key in place of a header (`auth = api-key`); it is masked"
                    + " everywhere."));

    public static final Option<Optional<URI>> AUTH_TOKEN_URL = job(Option.derived(
                    "auth-token-url",
                    ApiTypes.url().<Optional<URI>>map(Optional::of),
                    "",
                    job -> Optional.<URI>empty(),
                    "Names where `auth = oauth2` gets its tokens; https, unless it is this machine.")
            .holdingSecrets());

    public static final Option<Optional<String>> AUTH_CLIENT_ID = job(
            optionalSecret("auth-client-id", AuthTypes.text("client id", false), "Is the client of `auth = oauth2`."));

    public static final Option<Optional<String>> AUTH_CLIENT_SECRET = job(optionalSecret(
            "auth-client-secret", AuthTypes.text("client secret", false), "Is the client's secret (`auth = oauth2`)."));

    public static final Option<Optional<String>> AUTH_SCOPE = job(optionalSecret(
            "auth-scope",
            AuthTypes.text("scopes", false),
            "Asks for these scopes, with blanks between them (`auth = oauth2`)."));

    public static final Option<ClientAuth> AUTH_CLIENT_AUTH = job(Option.withDefault(
            "auth-client-auth",
            ValueTypes.choice(ClientAuth.class),
            "basic",
            "Sends the client's id and secret in the header Authorization (`basic`) or in the form (`body`), as the token"
                    + " server wants it (`auth = oauth2`)."));

    public static final Option<Pagination> PAGINATION = job(Option.withDefault(
            "pagination",
            ValueTypes.choice(Pagination.class),
            "offset",
            "Chooses how the API is paged: by the records before a page (`offset`), by its number (`page`), by a cursor"
                    + " in the answer before (`cursor`), by a Link header (`link`), by a URL in the body (`next-url`), or"
                    + " not at all (`none`). Only pages that have numbers are asked for side by side; the others one"
                    + " after the other in each partition."));

    public static final Option<Integer> PAGE_SIZE = job(Option.withDefault(
            "page-size",
            ValueTypes.integer(1, 1_000_000),
            "100",
            "Asks for this many records a page. Fewer requests need less of the rate: take the most the API allows."));

    public static final Option<Optional<String>> LIMIT_PARAM = job(Option.withDefault(
            "limit-param",
            ValueTypes.parameterName().map(name -> name.equals("none") ? Optional.<String>empty() : Optional.of(name)),
            "limit",
            "Names the query parameter that carries the page size; `none` sends no such parameter."));

    public static final Option<String> OFFSET_PARAM = job(Option.withDefault(
            "offset-param",
            ValueTypes.parameterName(),
            "offset",
            "Names the query parameter that carries the number of records before the page (`pagination = offset`)."));

    public static final Option<String> PAGE_PARAM = job(Option.withDefault(
            "page-param",
            ValueTypes.parameterName(),
            "page",
            "Names the query parameter that carries the page's number (`pagination = page`)."));

    public static final Option<Integer> FIRST_PAGE = job(Option.withDefault(
            "first-page",
            ValueTypes.integer(0, Integer.MAX_VALUE),
            "1",
            "Gives the number of the first page (`pagination = page`)."));

    public static final Option<String> CURSOR_PARAM = job(Option.withDefault(
            "cursor-param",
            ValueTypes.parameterName(),
            "cursor",
            "Names the query parameter that carries the cursor (`pagination = cursor`); it is not sent where `{cursor}`"
                    + " stands in `body`."));

    public static final Option<Optional<FieldPath>> CURSOR_PATH = job(
            Option.derived(
                    "cursor-path",
                    ValueTypes.field(false).map(Optional::of),
                    "",
                    job -> Optional.empty(),
                    "Points to the cursor of the next page in the body; nothing, null, false or an empty text there is the end."));

    public static final Option<Optional<FieldPath>> CURSOR_RECORD = job(Option.derived(
            "cursor-record",
            ValueTypes.field(false).map(Optional::of),
            "",
            job -> Optional.empty(),
            "Takes the cursor from this field of the page's last record instead, as in `id`; needs `has-more-path`."));

    public static final Option<FieldPath> NEXT_PATH = job(Option.withDefault(
            "next-path",
            ValueTypes.field(false),
            "next",
            "Points to the URL of the next page in the body (`pagination = next-url`), absolute or relative; nothing,"
                    + " null, false or an empty text there is the end."));

    public static final Option<Optional<MoreFlag>> HAS_MORE_PATH = job(Option.derived(
            "has-more-path",
            PagingTypes.moreFlag().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Points to true or false in the body, whether there is a page behind this one; `!done` turns it round."));

    public static final Option<HttpMethod> METHOD =
            job(Option.withDefault("method", PagingTypes.method(), "GET", "Chooses how pages are asked for."));

    public static final Option<Optional<String>> BODY = job(Option.<Optional<String>>derived(
                    "body",
                    PagingTypes.body().map(Optional::of),
                    "",
                    job -> Optional.empty(),
                    "Sends this with `method = POST`. `{offset}`, `{page}`, `{cursor}`, `{size}`, `{partition}`, `{from}`,"
                            + " `{to}` and `{since}` stand for the page's values, which are then not sent as query parameters. In"
                            + " JSON a field whose value is the text `\"{cursor}\"` is left out where there is no cursor,"
                            + " in a form the parameter.")
            .holdingSecrets());

    public static final Option<Boolean> ALLOW_REPEATS = job(Option.withDefault(
            "allow-repeats",
            ValueTypes.truth(),
            "false",
            "Lets pages beside each other, or two partitions, hold the same records, and more than a hundred empty"
                    + " pages come in a row. Without it the job ends (exit code 4), since that is what an API does that"
                    + " ignores a parameter or never comes to an end."));

    public static final Option<Optional<String>> PARTITION_PARAM = job(Option.derived(
            "partition-param",
            ValueTypes.parameterName().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Names the query parameter that selects a partition; not needed where `{partition}` stands in `url`,"
                    + " `query.*` or `body`."));

    public static final Option<List<String>> PARTITION_VALUES = job(Option.derived(
            "partition-values",
            ValueTypes.list("list", "values such as eu,us,asia", value -> value),
            "",
            job -> List.of(),
            "Exports each of these parts of the source on its own, side by side, at the one rate of the job."));

    public static final Option<Optional<Path>> PARTITION_VALUES_FILE = job(Option.derived(
            "partition-values-file",
            ValueTypes.path().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Takes the values of partitions from this file, one a line; empty lines count for nothing."));

    public static final Option<Optional<ParentRecords>> PARTITION_FROM = job(Option.derived(
            "partition-from",
            PagingTypes.parent().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Takes the values of partitions from the records of another job, as in `customers:/id`, when that is"
                    + " complete; it must write files."));

    public static final Option<Optional<TimeWindows>> PARTITION_WINDOW = job(Option.derived(
            "partition-window",
            PagingTypes.window().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Cuts the source into windows of time, as in `updated_at:2024-01-01..2026-01-01/7d`: a name, from, to and"
                    + " the length of a window."));

    public static final Option<Optional<String>> PARTITION_WINDOW_FROM = job(Option.derived(
            "partition-window-from",
            ValueTypes.parameterName().map(Optional::of),
            "<name>_from",
            job -> Optional.empty(),
            "Names the query parameter of a window's begin; not needed where `{from}` stands in `url`, `query.*` or"
                    + " `body`."));

    public static final Option<Optional<String>> PARTITION_WINDOW_TO = job(
            Option.derived(
                    "partition-window-to",
                    ValueTypes.parameterName().map(Optional::of),
                    "<name>_to",
                    job -> Optional.empty(),
                    "Names the query parameter of a window's end; not needed where `{to}` stands in `url`, `query.*` or `body`."));

    public static final Option<TimeFormat> PARTITION_WINDOW_FORMAT = job(Option.withDefault(
            "partition-window-format",
            PagingTypes.timeFormat(),
            "iso",
            "Writes times as `iso` (2024-01-01T00:00:00Z), `date` (2024-01-01), `epoch-s`, `epoch-ms`, or by a pattern of"
                    + " letters as in `yyyy-MM-dd HH:mm:ss`; always in UTC."));

    public static final Option<WindowEnd> PARTITION_WINDOW_END = job(Option.withDefault(
            "partition-window-end",
            ValueTypes.choice(WindowEnd.class),
            "exclusive",
            "Says whether the API counts a window's end to the window (`inclusive`): the end sent is then the last"
                    + " moment before the next window, in the unit of the format."));

    public static final Option<FieldPath> RECORDS = job(Option.withDefault(
            "records",
            ValueTypes.field(true),
            "results",
            "Points to the array of records in the body; an empty value means that the body is the array."));

    public static final Option<TotalSource> TOTAL = job(Option.withDefault(
            "total",
            ApiTypes.total(),
            "count",
            "Says where the number of all records is found: a path in the body, `header:X-Total-Count`, a number you"
                    + " know, or `none`, when the first empty page is the end. With cursors and links it counts only if"
                    + " it is set."));

    public static final Option<List<BodyCondition>> ERROR_WHEN = job(Option.derived(
            "error-when",
            PagingTypes.conditions(),
            "",
            job -> List.of(),
            "Takes an answer with status 2xx for a failed attempt when its body says so, as in `/ok:false`, or `/errors`"
                    + " for any value there; several are separated by commas."));

    public static final Option<List<BodyCondition>> THROTTLE_WHEN = job(Option.derived(
            "throttle-when",
            PagingTypes.conditions(),
            "",
            job -> List.of(),
            "Takes an answer of any status for \"slow down\" when its body says so, as in"
                    + " `/errors/0/extensions/code:THROTTLED`."));

    public static final Option<RateSetting> RATE = job(Option.required(
            "rate",
            ApiTypes.rates(),
            "Limits the requests in any window of the period, as in `100/60s`; several limits hold together, as in"
                    + " `10/1s,5000/1h`. `auto` takes what the API announces in the fields of its first answer, or 60/60s,"
                    + " and adapts. No limit at all must be asked for by the word `none`."));

    public static final Option<Boolean> RATE_ADAPTIVE = job(Option.withDefault(
            "rate-adaptive",
            ValueTypes.truth(),
            "false",
            "Halves the pace whenever the API says \"slow down\", and gives back a twentieth of the rate for each period"
                    + " without, a minute at most; `rate` is never exceeded. Right where others use the same quota."));

    public static final Option<Optional<Duration>> RATE_MARGIN = job(Option.derived(
            "rate-margin",
            ValueTypes.duration(ANY).map(Optional::of),
            "0.5 % of the period, 50ms at least, 1 % at most from 30s on",
            job -> Optional.empty(),
            "Keeps this much of each period free against jitter on the way; it must be shorter than every period of"
                    + " `rate`."));

    public static final Option<Integer> BURST = job(Option.withDefault(
            "burst",
            ValueTypes.integer(1, Rate.MOST_REQUESTS),
            "1",
            "Lets this many requests start at once; the pace then goes on so that the rate still holds."));

    public static final Option<Optional<Quota>> QUOTA = job(Option.derived(
            "quota",
            ApiTypes.quota().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Bounds the requests in a long period, as in `250000/1d`, beside `rate`. The count rolls over the period and"
                    + " goes on over restarts."));

    public static final Option<QuotaOnEmpty> QUOTA_ON_EMPTY = job(Option.withDefault(
            "quota-on-empty",
            ValueTypes.choice(QuotaOnEmpty.class),
            "pause",
            "Chooses what happens when `quota` is used up: `pause` waits until some of it is free again, `stop` ends the"
                    + " job (exit code 6) and says when to come back."));

    public static final Option<Optional<String>> LIMIT_GROUP = job(Option.derived(
            "limit-group",
            ApiTypes.groupName().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Names the limit that this job shares with others of the same group: one rate, one hold-back. They must agree"
                    + " in what concerns the limit and run in one process."));

    public static final Option<OptionalInt> WORKERS = job(Option.derived(
            "workers",
            ValueTypes.integer(1, 1_000).map(OptionalInt::of),
            "rate x 30s, at most 100",
            job -> OptionalInt.empty(),
            "Bounds the requests in flight. To keep the rate it must be at least rate x latency: 100/60s at a latency"
                    + " of 30 s needs 50."));

    public static final Option<OptionalInt> QUEUE = job(Option.derived(
            "queue",
            ValueTypes.integer(1, 100_000).map(OptionalInt::of),
            "as many as workers",
            job -> OptionalInt.empty(),
            "Bounds the pages planned ahead of the workers, all queues together."));

    public static final Option<Integer> RETRY_ATTEMPTS = job(Option.withDefault(
            "retry-attempts",
            ValueTypes.integer(1, 1_000),
            "10",
            "Bounds the attempts of one page, the first included. Being held back by the API is no attempt."));

    public static final Option<Duration> RETRY_DELAY = job(Option.withDefault(
            "retry-delay",
            ValueTypes.duration(SOME),
            "1s",
            "Waits this long before the second attempt, then exponentially longer, with jitter. A Retry-After of the"
                    + " API is never undercut."));

    public static final Option<Duration> RETRY_MAX_DELAY = job(Option.withDefault(
            "retry-max-delay",
            ValueTypes.duration(SOME),
            "5m",
            "Bounds the wait between two attempts; it must not be shorter than `retry-delay`."));

    public static final Option<Set<Integer>> RETRY_STATUSES = job(Option.withDefault(
            "retry-statuses",
            ValueTypes.set(ValueTypes.integer(400, 599)),
            "408,425,429,500,502,503,504,529",
            "Lists the response statuses that another attempt may cure."));

    public static final Option<Duration> HOLD_MAX = job(Option.withDefault(
            "hold-max",
            ValueTypes.duration(ANY),
            "1h",
            "Bounds how long the API may hold the job back; a longer Retry-After ends the job (exit code 4) and says"
                    + " when to come back."));

    public static final Option<Duration> GIVE_UP_AFTER = job(Option.withDefault(
            "give-up-after",
            ValueTypes.duration(ANY),
            "1h",
            "Ends the job (exit code 4) when the API could not be reached, or Kafka took nothing, for this long."));

    public static final Option<Duration> TIMEOUT = job(Option.withDefault(
            "timeout",
            ValueTypes.duration(SOME),
            "120s",
            "Bounds one attempt, from sending to the last byte; the connection is then cut."));

    public static final Option<String> SINK = job(Option.withDefault(
                    "sink",
                    ApiTypes.sink(),
                    FILE_SINK,
                    "Chooses where the records go: `file`, `kafka`, or any Camel endpoint URI, which gets one message a"
                            + " page.")
            .holdingSecrets());

    public static final Option<Path> OUT = job(Option.derived(
            "out",
            ValueTypes.path(),
            "out/<job>",
            job -> Path.of("out", job),
            "Names the folder of the file sink's pages; no two jobs may share one."));

    public static final Option<Compression> COMPRESS = job(Option.withDefault(
            "compress",
            ValueTypes.choice(Compression.class),
            "none",
            "Chooses how the file sink compresses its pages."));

    public static final Option<Optional<Path>> MERGE = job(Option.derived(
            "merge",
            ValueTypes.path().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Joins all pages in source order into this file when the job is complete; it must lie outside `out`."));

    public static final Option<Optional<Long>> MERGE_SIZE = job(Option.derived(
            "merge-size",
            ValueTypes.size(Long.MAX_VALUE).map(Optional::of),
            "",
            job -> Optional.empty(),
            "Cuts the merged file into numbered parts of about this size; needs `merge`."));

    public static final Option<Optional<String>> KAFKA_BROKERS = job(Option.derived(
            "kafka-brokers",
            KafkaTypes.brokers().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Lists brokers to begin with, as in `one:9092,two:9092`; `sink = kafka` needs it."));

    public static final Option<Optional<String>> KAFKA_TOPIC = job(Option.derived(
            "kafka-topic",
            KafkaTypes.topic().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Names the topic of the records; `sink = kafka` needs it. A missing topic is created where the brokers"
                    + " allow it."));

    public static final Option<Optional<FieldPath>> KAFKA_KEY = job(Option.derived(
            "kafka-key",
            ValueTypes.field(false).map(Optional::of),
            "<job>/<page>/<index>",
            job -> Optional.empty(),
            "Points to what becomes the message's key. Without it, and for a record that has nothing there, the key"
                    + " is made of job, page and the record's place in the page, the same in every run."));

    public static final Option<Boolean> KAFKA_TRANSACTIONAL = job(Option.withDefault(
            "kafka-transactional",
            ValueTypes.truth(),
            "false",
            "Delivers every record exactly once to consumers that read committed messages only (`isolation.level ="
                    + " read_committed`). Without it a record may come again, under the same key."));

    public static final Option<Optional<String>> KAFKA_LEDGER_TOPIC = job(Option.derived(
            "kafka-ledger-topic",
            KafkaTypes.topic().map(Optional::of),
            "<kafka-topic>-sakia",
            job -> Optional.empty(),
            "Names the compacted topic that says which pages are delivered; needs `kafka-transactional = true`. Several"
                    + " jobs may share it."));

    public static final Option<OptionalInt> KAFKA_PARTITIONS = job(Option.derived(
            "kafka-partitions",
            ValueTypes.integer(1, 100_000).map(OptionalInt::of),
            "the brokers' default",
            job -> OptionalInt.empty(),
            "Gives a topic that is created this many partitions."));

    public static final Option<OptionalInt> KAFKA_REPLICATION = job(Option.derived(
            "kafka-replication",
            ValueTypes.integer(1, 100).map(OptionalInt::of),
            "the brokers' default",
            job -> OptionalInt.empty(),
            "Keeps this many copies of a topic that is created."));

    public static final Option<Map<String, String>> KAFKA_PRODUCER = job(Option.map(
                    "kafka.producer",
                    "text",
                    KafkaTypes::producerEntry,
                    "Sets a property of Kafka's producer, as in `kafka.producer.security.protocol = SASL_SSL`; those of"
                            + " the connection hold for every Kafka client of the job.")
            .holdingSecrets());

    public static final Option<Optional<FieldPath>> RECORD_KEY = job(Option.derived(
            "record-key",
            ValueTypes.field(false).map(Optional::of),
            "",
            job -> Optional.empty(),
            "Points to what identifies a record, so that records the API served twice are counted and reported."));

    public static final Option<Optional<FieldPath>> INCREMENTAL_FIELD = job(Option.derived(
            "incremental-field",
            ValueTypes.field(false).map(Optional::of),
            "",
            job -> Optional.empty(),
            "Makes the job incremental: when it is complete, the next run asks only for what is at or above the highest"
                    + " value of this field of the records, a time or a number that grows."));

    public static final Option<Optional<String>> INCREMENTAL_PARAM = job(Option.derived(
            "incremental-param",
            ValueTypes.parameterName().map(Optional::of),
            "",
            job -> Optional.empty(),
            "Names the query parameter that asks for records from a value on; not needed where `{since}` stands in"
                    + " `url`, `query.*` or `body`."));

    public static final Option<Optional<String>> INCREMENTAL_START = job(Option.derived(
            "incremental-start",
            ValueType.of("text", "a time or number as the API writes it", text -> text)
                    .map(Optional::of),
            "",
            job -> Optional.empty(),
            "Lets the first run ask from this value on; without it that asks for all."));

    public static final Option<Optional<Duration>> INCREMENTAL_OVERLAP = job(Option.derived(
            "incremental-overlap",
            ValueTypes.duration(ANY).map(Optional::of),
            "5m with record-key, else 0s",
            job -> Optional.empty(),
            "Asks from this much before the highest value, for records that the API shows late; those that were delivered"
                    + " with the same `record-key` and value are left out."));

    public static final Option<Long> MAX_BODY = job(Option.withDefault(
            "max-body",
            ValueTypes.size(Long.MAX_VALUE),
            "1GiB",
            "Bounds the body of one response, decompressed; a larger one is a failed attempt."));

    public static final Option<Integer> MAX_RECORD = job(Option.withDefault(
            "max-record",
            ValueTypes.size(1L << 30).map(Math::toIntExact),
            "1MiB",
            "Bounds one record; a page with a larger one fails and says so. Heap is needed for one record a worker."));

    public static final Option<Integer> MAX_DEPTH = job(Option.withDefault(
            "max-depth",
            ValueTypes.integer(1, 1_000),
            "200",
            "Bounds how deeply objects and arrays may be nested in a body."));

    public static final Option<Strategy> STRATEGY = job(Option.withDefault(
            "strategy",
            ValueTypes.choice(Strategy.class),
            "paced",
            "Chooses the way of limiting: `paced` starts requests evenly and keeps every limit. The others are for"
                    + " comparison; `sequential`, `semaphore` and `worker-pool` need `rate = none`, `burst-gather` and"
                    + " `bounded-gather` run in the lab only."));

    public static final Option<Duration> STOP_TIMEOUT = job(Option.withDefault(
            "stop-timeout",
            ValueTypes.duration(ANY),
            "30s",
            "Gives requests in flight this long after a stop signal."));

    /** The folder of ledger and log; {@code sakia.state}. */
    public static final Option<Path> STATE = Option.withDefault(
            "state",
            ValueTypes.path(),
            ".sakia",
            "Names the folder of the ledger and the log; relative to the working directory.");

    /** Names of secrets; {@code sakia.secret-params}. */
    public static final Option<List<String>> SECRET_PARAMS = Option.withDefault(
            "secret-params",
            ValueTypes.list("list", "words", Options::nameWord),
            String.join(",", SecretNames.BUILT_IN),
            "Adds words to the list of those that mark a query parameter, header or placeholder as secret; the words"
                    + " of the default always count.");

    /** Whether a run takes edited routes over; {@code sakia.watch}. */
    public static final Option<Boolean> WATCH = Option.withDefault(
            "watch",
            ValueTypes.truth(),
            "false",
            "Lets `run` take over route files of the folder `routes` while it runs, when they are saved: once the pages in"
                    + " flight have ended, and only if the routes can be made of them.");

    /** All options that belong to no job. */
    public static final List<Option<?>> GLOBAL = List.of(STATE, SECRET_PARAMS, WATCH);

    private Options() {}

    private static Option<Optional<String>> optionalSecret(String key, ValueType<String> type, String help) {
        return Option.<Optional<String>>derived(key, type.map(Optional::of), "", job -> Optional.empty(), help)
                .holdingSecrets();
    }

    private static <T> Option<T> job(Option<T> option) {
        DECLARED_FOR_JOBS.add(option);
        return option;
    }

    private static String nameWord(String word) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("an empty word would mark every name; write words such as token,pin");
        }
        return word;
    }

    /**
     * The job option of a key such as {@code page-size} or, of a map, {@code query.status}.
     *
     * @param key without {@code sakia.job.<name>.}
     */
    public static Optional<Option<?>> find(String key) {
        return JOB.stream()
                .filter(option -> option.isMap() ? key.startsWith(option.key() + ".") : key.equals(option.key()))
                .findFirst();
    }
}
