package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sakia.config.EndpointJob;
import org.sakia.config.Option;

class ComponentDocTest {

    private static final Path DOCUMENT = Path.of("docs", "component.md");
    private static final String BEGIN = "<!-- options -->\n";
    private static final String END = "<!-- end of options -->";

    private static final String CONSUMER =
            """
            | `split` | One exchange a record in place of one a page. | `false` |
            | `retryFailed` | Takes failed pages up again when the route starts. | `false` |
            """;

    @Test
    void the_tables_are_what_the_declarations_say() throws IOException {
        String document = Files.readString(DOCUMENT);
        String written = document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
                + tables()
                + document.substring(document.indexOf(END));
        if (Boolean.getBoolean("sakia.docs.write")) {
            Files.writeString(DOCUMENT, written);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("the tables in docs/component.md are generated; write them anew with"
                        + " mvn test -Dtest=ComponentDocTest -Dsakia.docs.write=true")
                .isEqualTo(written);
    }

    private static String tables() {
        Map<String, List<Option<?>>> groups = EndpointJob.OPTIONS.stream()
                .collect(Collectors.groupingBy(ConfigurationSource::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder tables = new StringBuilder();
        groups.forEach((group, options) -> {
            tables.append("\n**").append(group).append("**\n\n| name | description | default |\n| --- | --- | --- |\n");
            if (group.equals("common")) {
                tables.append(CONSUMER);
            }
            options.forEach(option -> tables.append(row(option)));
        });
        return tables.append('\n').toString();
    }

    private static String row(Option<?> option) {
        String name = option.camelCaseKey();
        String shown = option.isMap() ? "`" + name + ".<name>`" : "`" + name + "`";
        return "| " + (ConfigurationSource.required(option) ? "**" + shown + "**" : shown) + " | "
                + ConfigurationSource.description(option).replace("|", "\\|").replace("<", "&lt;")
                + (option.secret() ? " Secret." : "") + " | " + defaultOf(option) + " |\n";
    }

    private static String defaultOf(Option<?> option) {
        if (ConfigurationSource.required(option)) {
            return "required";
        }
        String value = ConfigurationSource.defaultValue(option);
        return value.isEmpty()
                ? EndpointJob.camelCase(option.defaultText()).replace("<", "&lt;")
                : "`" + value.replace(",", ", ") + "`";
    }
}
