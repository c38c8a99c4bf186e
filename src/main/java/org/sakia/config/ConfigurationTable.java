package org.sakia.config;

import java.util.List;
import java.util.stream.Collectors;

/** The reference of the configuration as Markdown, made of the declarations. */
public final class ConfigurationTable {

    private static final String INTRODUCTION =
            """
            # Configuration

            <!-- Generated from org.sakia.config.Options; after a change there run
                 mvn test -Dtest=ConfigurationDocTest -Dsakia.docs.write=true -->

            Sakia reads `application.properties` in the working directory, or the file that `--config` names, in UTF-8.
            A job is one prefix, `sakia.job.<name>.`; its name consists of `a-z`, `0-9` and `-`. A first job takes five
            lines:

            ```properties
            %s
            ```

            Unknown keys, malformed values and options that contradict each other are errors. All of them are reported at
            once, each with its key, its file and line, and what to write instead; nothing is sent before they are gone.

            ## Where a value comes from

            The first of these that sets a key wins:

            1. `-P KEY=VALUE` on the command line,
            2. a Java system property, `-DKEY=VALUE`,
            3. an environment variable (see below),
            4. the file.

            `sakia.defaults.<option>` sets an option for all jobs. A job's own key wins over it, wherever either of them
            was set; maps (`query.*`, `header.*`) are joined entry by entry. `-P` and system properties may also add a
            job that is not in the file.

            An environment variable is the key in capitals with an underscore in place of everything that is no letter or
            digit: `SAKIA_JOB_ORDERS_PAGE_SIZE` for `sakia.job.orders.page-size`, `SAKIA_DEFAULTS_RATE`, `SAKIA_STATE`.
            It sets options of jobs that are declared elsewhere; a variable that starts with `SAKIA_JOB_` or
            `SAKIA_DEFAULTS_` and fits no job or option is an error. For a map, the spelling of an entry that is declared
            elsewhere is kept; otherwise `SAKIA_JOB_ORDERS_HEADER_X_TEAM` is `header.x-team` and
            `SAKIA_JOB_ORDERS_QUERY_API_KEY` is `query.api_key`.

            `{{env:TOKEN}}` and Camel's other [property functions](https://camel.apache.org/manual/using-propertyplaceholder.html)
            work in every value. Keys that start with neither `sakia.` nor `camel.` are your own placeholders, and
            `camel.*` keys configure Camel itself.

            ## How values are written

            - A **duration** has a unit: `500ms`, `60s`, `5m`, `1h30m`, `2d`.
            - A **size** has one too: `1024B`, `64KiB` (1,024 bytes each), `500MB` (1,000,000 bytes each), `1GiB`.
            - A **rate** is requests and period: `100/60s`. Several hold together: `10/1s,5000/1h`. `auto` is what
              the API announces, `none` is no limit. A **quota** is written as one rate is: `250000/1d`.
            - A **JSON path** has dots, `data.items`, or is a JSON pointer, `/data/items`, for names with dots in them.
            - A **file name** is relative to the working directory.

            ## Options of a job

            Each is written `sakia.job.<name>.<option>`, or `sakia.defaults.<option>` for all jobs.

            """;

    private static final String SECRETS =
            """

            ## Secrets

            Keep credentials out of the file: `header.Authorization = Bearer {{env:TOKEN}}`. A secret is replaced by
            `***` in logs, messages, the ledger and reports, wherever it came from. What counts as secret is the value of
            `Authorization`, `Proxy-Authorization` and `Cookie`, and of every header, query parameter, endpoint parameter,
            placeholder or property of your own whose name has one of the words of `sakia.secret-params` in it. A word of
            up to four letters must stand at the end of a part of the name (`api-key`, `devKey`, but not `keyword`), a
            longer one may stand anywhere. A value of fewer than four characters is masked only beside its name.
            """;

    private static final String GLOBALS =
            """

            ## Options for all of Sakia

            Each is written `sakia.<option>`.

            """;

    private ConfigurationTable() {}

    /** The whole text of {@code docs/configuration.md}. */
    public static String markdown() {
        return INTRODUCTION.formatted(String.join("\n", ConfigLoader.FIVE_LINES))
                + table(Options.JOB)
                + GLOBALS
                + table(Options.GLOBAL)
                + SECRETS;
    }

    private static String table(List<Option<?>> options) {
        return "| option | type | default | meaning |\n| --- | --- | --- | --- |\n"
                + options.stream().map(ConfigurationTable::row).collect(Collectors.joining());
    }

    private static String row(Option<?> option) {
        String key = option.isMap() ? option.key() + ".<name>" : option.key();
        String secret = option.secret() ? " Secrets in it are masked." : "";
        return "| `" + key + "` | " + escaped(option.type()) + " | " + defaultOf(option) + " | "
                + escaped(option.help()) + secret + " |\n";
    }

    private static String defaultOf(Option<?> option) {
        if (option.required()) {
            return "required";
        }
        if (option.isMap() || option.defaultText().contains(" ")) {
            return option.defaultText();
        }
        return option.defaultText().isEmpty()
                ? "not set"
                : "`" + option.defaultText().replace(",", ", ") + "`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("header:<Name>", "`header:<Name>`");
    }
}
