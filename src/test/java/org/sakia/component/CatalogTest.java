package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sakia.config.EndpointJob;
import org.sakia.config.Option;

/** What Camel's tools know of the component. */
class CatalogTest {

    private static final String ENDPOINT = "sakia:orders?url=https://api.example.com/orders&rate=100/60s&state=.sakia";

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private String json;

    @BeforeEach
    void read() throws IOException {
        try (InputStream file = SakiaComponent.class.getResourceAsStream("/META-INF/org/sakia/component/sakia.json")) {
            json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        catalog.addComponent("sakia", SakiaComponent.class.getName(), json);
    }

    @Test
    void the_catalog_knows_the_component() {
        assertThat(catalog.findComponentNames()).contains("sakia");
        assertThat(catalog.componentModel("sakia").isConsumerOnly()).isTrue();
        assertThat(catalog.componentModel("sakia").getEndpointHeaders())
                .extracting("name")
                .containsExactly(
                        "sakia-job", "sakia-page", "sakia-index", "sakia-records", "sakia-bytes", "sakia-fetched-at");
    }

    @Test
    void tools_find_it_on_the_class_path() throws IOException {
        Properties list = new Properties();
        try (InputStream file =
                SakiaComponent.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            list.load(file);
        }
        assertThat(list).containsEntry("components", "sakia").containsEntry("artifactId", "sakia");
    }

    @Test
    void it_lets_a_right_endpoint_pass() {
        EndpointValidationResult result = catalog.validateEndpointProperties(
                ENDPOINT + "&workers=50&pageSize=50&query.status=open&header.X-Team=a&split=true&pagination=page");

        assertThat(result.isSuccess())
                .as(String.valueOf(result.summaryErrorMessage(false)))
                .isTrue();
    }

    @Test
    void it_names_a_misspelt_option() {
        EndpointValidationResult result = catalog.validateEndpointProperties(ENDPOINT + "&pagSize=50");

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactly("pagSize");
    }

    @Test
    void it_names_what_is_missing_and_words_that_are_none() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("sakia:orders?rate=100/60s&pagination=pages&split=perhaps");

        assertThat(result.getRequired()).containsExactlyInAnyOrder("url", "state");
        assertThat(result.getInvalidEnum()).containsKey("pagination");
        assertThat(result.getInvalidBoolean()).containsKey("split");
    }

    static Stream<Option<?>> options() {
        return EndpointJob.OPTIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void each_option_is_there_as_it_is_declared(Option<?> option) throws IOException {
        JsonNode entry = new ObjectMapper().readTree(json).path("properties").path(option.camelCaseKey());

        assertThat(entry.isMissingNode())
                .as("src/generated is stale; run mvn -Pcatalog process-classes")
                .isFalse();
        assertThat(entry.path("description").asText()).startsWith(ConfigurationSource.description(option));
        assertThat(entry.path("required").asBoolean()).isEqualTo(ConfigurationSource.required(option));
        assertThat(entry.path("secret").asBoolean()).isEqualTo(option.secret());
        assertThat(entry.path("defaultValue").asText()).isEqualTo(ConfigurationSource.defaultValue(option));
        assertThat(entry.path("multiValue").asBoolean()).isEqualTo(option.isMap());
        assertThat(entry.path("enum").size())
                .isEqualTo(ConfigurationSource.words(option).size());
        assertThat(entry.path("label").asText()).isEqualTo(ConfigurationSource.group(option));
    }

    @Test
    void there_is_no_option_beside_them() throws IOException {
        JsonNode properties = new ObjectMapper().readTree(json).path("properties");

        // job, split, retryFailed, bridgeErrorHandler, exceptionHandler, exchangePattern
        assertThat(properties.size()).isEqualTo(EndpointJob.OPTIONS.size() + 6);
    }
}
