package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.NamedNode;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.ToDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sakia.job.RouteFiles;

/** The files in {@code routes}, which are documentation as much as program. */
class ShippedRoutesTest {

    /** Steps that say too little by themselves. The rest is grammar: choice, doTry, setBody, log. */
    private static final Set<Class<?>> TO_BE_DESCRIBED = Set.of(
            BeanDefinition.class,
            ToDefinition.class,
            LoopDefinition.class,
            ThreadsDefinition.class,
            ThrottleDefinition.class,
            IdempotentConsumerDefinition.class,
            OnExceptionDefinition.class);

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void load() {
        RouteFiles.load(context, Path.of("no-such-folder"));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void every_file_defines_one_template_and_is_packed() throws IOException {
        List<String> files = files().map(ShippedRoutesTest::stem).sorted().toList();

        assertThat(context.getRouteTemplateDefinitions())
                .extracting(template -> template.getId().replaceFirst("^sakia-", ""))
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void every_template_and_parameter_is_described() {
        assertThat(context.getRouteTemplateDefinitions()).allSatisfy(template -> {
            assertThat(template.getDescriptionText()).as(template.getId()).isNotBlank();
            assertThat(template.getRoute().getDescriptionText())
                    .as(template.getId())
                    .isNotBlank();
            assertThat(template.getTemplateParameters()).allSatisfy(parameter -> assertThat(parameter.getDescription())
                    .as(template.getId() + " " + parameter.getName())
                    .isNotBlank());
        });
    }

    @Test
    void every_step_that_does_not_speak_for_itself_has_an_id_and_is_described() {
        assertThat(context.getRouteTemplateDefinitions()).allSatisfy(template -> {
            List<ProcessorDefinition<?>> steps = steps(template.getRoute().getOutputs());
            assertThat(steps).isNotEmpty().allSatisfy(step -> {
                assertThat(step.hasCustomIdAssigned())
                        .as(template.getId() + " " + step)
                        .isTrue();
                assertThat(step.getDescriptionText())
                        .as(template.getId() + " " + step.getId())
                        .isNotBlank();
            });
        });
    }

    @Test
    void every_template_keeps_the_error_handling_of_a_host_out_by_a_configuration_of_its_own() {
        assertThat(context.getRouteTemplateDefinitions())
                .allSatisfy(template -> assertThat(template.getRoute().getRouteConfigurationId())
                        .isEqualTo(template.getId()));
        assertThat(context.getRouteConfigurationDefinitions())
                .extracting(RouteConfigurationDefinition::getId)
                .containsExactlyInAnyOrderElementsOf(context.getRouteTemplateDefinitions().stream()
                        .map(NamedNode::getId)
                        .toList());
    }

    @Test
    void every_parameter_is_used() throws IOException {
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            String file = template.getId().replaceFirst("^sakia-", "") + ".camel.yaml";
            String text = Files.readString(Path.of("routes", file));
            assertThat(template.getTemplateParameters())
                    .filteredOn(parameter -> !parameter.getName().equals("routes-version"))
                    .allSatisfy(parameter -> assertThat(text).as(file).contains("{{" + parameter.getName() + "}}"));
        }
    }

    @Test
    void every_template_names_the_version_that_it_is_for() {
        assertThat(context.getRouteTemplateDefinitions()).allSatisfy(template -> assertThat(
                        template.getTemplateParameters())
                .filteredOn(parameter -> parameter.getName().equals("routes-version"))
                .singleElement()
                .satisfies(version -> assertThat(version.getDefaultValue()).isEqualTo(RouteFiles.VERSION)));
    }

    /** What a handler does with a failure is said by the handler. */
    private static List<ProcessorDefinition<?>> steps(Collection<ProcessorDefinition<?>> outputs) {
        List<ProcessorDefinition<?>> found = new ArrayList<>();
        for (ProcessorDefinition<?> step : outputs) {
            if (TO_BE_DESCRIBED.contains(step.getClass())) {
                found.add(step);
            }
            boolean handler = step instanceof OnExceptionDefinition || step instanceof CatchDefinition;
            if (!handler) {
                found.addAll(steps(step.getOutputs()));
            }
        }
        return found;
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replace(".camel.yaml", "");
    }
}
