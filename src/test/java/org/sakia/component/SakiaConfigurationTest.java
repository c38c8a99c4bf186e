package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SakiaConfigurationTest {

    private static final Path SOURCE = Path.of("src/main/java/org/sakia/component/SakiaConfiguration.java");

    @Test
    void the_class_is_what_the_declarations_say() throws IOException {
        if (Boolean.getBoolean("sakia.docs.write")) {
            Files.writeString(SOURCE, ConfigurationSource.text());
        }

        assertThat(Files.readString(SOURCE).replaceAll("\\s+", ""))
                .as(SOURCE + " is generated; write it anew with"
                        + " mvn test -Dtest=SakiaConfigurationTest -Dsakia.docs.write=true, then mvn spotless:apply and"
                        + " mvn -Pcatalog process-classes")
                .isEqualTo(ConfigurationSource.text().replaceAll("\\s+", ""));
    }
}
