package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the validator of Camel's Kamelet catalogue (script/validator in apache/camel-kamelets) asks of a Kamelet, but for
 * the provider, which is the Apache Software Foundation there.
 */
class KameletMetadataTest {

    private static final Path FILE = Path.of("src/main/resources/kamelets/sakia-http-export-source.kamelet.yaml");
    private static final String PREFIX = "camel.apache.org/";
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([A-Za-z0-9._-]+)(?::[^}]*)?}}");

    private static JsonNode kamelet;

    @BeforeAll
    static void read() throws IOException {
        kamelet = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
    }

    @Test
    void its_name_its_title_and_its_file_say_that_it_is_a_source() {
        assertThat(kamelet.at("/metadata/labels").path(PREFIX + "kamelet.type").textValue())
                .isEqualTo("source");
        assertThat(kamelet.at("/metadata/name").textValue()).endsWith("-source");
        assertThat(FILE.getFileName()).hasToString(kamelet.at("/metadata/name").textValue() + ".kamelet.yaml");
        assertThat(definition().path("title").textValue()).endsWith(" Source");
    }

    @Test
    void its_annotations_tell_provider_version_level_and_group_and_show_an_icon() {
        JsonNode annotations = kamelet.at("/metadata/annotations");
        for (String name : List.of("provider", "catalog.version", "kamelet.support.level", "kamelet.group")) {
            assertThat(annotations.path(PREFIX + name).asText()).as(name).isNotBlank();
        }
        String icon = annotations.path(PREFIX + "kamelet.icon").textValue();
        String svg = "data:image/svg+xml;base64,";
        assertThat(icon).startsWith(svg);
        assertThat(new String(Base64.getDecoder().decode(icon.substring(svg.length())), StandardCharsets.UTF_8))
                .startsWith("<svg")
                .endsWith("</svg>");
    }

    @Test
    void each_property_has_a_type_a_title_in_capitals_and_a_description() {
        assertThat(definition().path("type").textValue()).isEqualTo("object");
        assertThat(definition().path("description").asText()).isNotBlank();
        assertThat(definition().path("properties").properties()).isNotEmpty().allSatisfy(property -> {
            assertThat(property.getValue().path("type").asText())
                    .as(property.getKey())
                    .isIn("string", "integer", "boolean");
            assertThat(property.getValue().path("title").asText())
                    .as(property.getKey())
                    .matches("[A-Z]\\w*( [A-Z]\\w*)*");
            assertThat(property.getValue().path("description").asText())
                    .as(property.getKey())
                    .endsWith(".");
        });
    }

    @Test
    void what_is_required_is_declared_once_and_has_no_default() {
        assertThat(definition().path("required"))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(name -> {
                    JsonNode property = definition().path("properties").path(name.textValue());
                    assertThat(property.isObject()).as(name.textValue()).isTrue();
                    assertThat(property.has("default")).as(name.textValue()).isFalse();
                });
    }

    @Test
    void whatever_is_a_password_belongs_to_the_credentials() {
        List<JsonNode> passwords = definition()
                .path("properties")
                .valueStream()
                .filter(property -> property.path("format").asText().equals("password"))
                .toList();

        assertThat(passwords).isNotEmpty().allSatisfy(property -> assertThat(
                        property.path("x-descriptors").toString())
                .contains("urn:camel:group:credentials"));
    }

    @Test
    void the_template_uses_what_is_declared_and_nothing_else() {
        List<String> used = PARAMETER
                .matcher(kamelet.at("/spec/template").toString())
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> declared = new ArrayList<>();
        definition().path("properties").fieldNames().forEachRemaining(declared::add);

        assertThat(used).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void its_dependencies_bring_the_components_of_its_template() {
        assertThat(kamelet.at("/spec/dependencies").valueStream().map(JsonNode::textValue))
                .contains("camel:kamelet")
                .anyMatch(dependency -> dependency.startsWith("mvn:org.sakia:sakia:"));
    }

    private static JsonNode definition() {
        return kamelet.at("/spec/definition");
    }
}
