package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {

    private static final Path DOCUMENT = Path.of("docs", "configuration.md");

    @Test
    void theDocumentIsWhatTheDeclarationsSay() throws IOException {
        if (Boolean.getBoolean("sakia.docs.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, ConfigurationTable.markdown());
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/configuration.md is generated; write it anew with"
                        + " mvn test -Dtest=ConfigurationDocTest -Dsakia.docs.write=true")
                .isEqualTo(ConfigurationTable.markdown());
    }

    @Test
    void everyOptionHasItsRow() {
        assertThat(Options.JOB).allSatisfy(option -> assertThat(ConfigurationTable.markdown())
                .contains("| `" + option.key() + (option.isMap() ? ".<name>`" : "`") + " | "));
    }
}
