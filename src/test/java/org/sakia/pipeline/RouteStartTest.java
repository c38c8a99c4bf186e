package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.job.JobRoutes.TemplatedRoute;

/** The same templates, started in the ways that there are. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RouteStartTest {

    private static final String YAML =
            """
            - templatedRoute:
                routeTemplateRef: sakia-finish
                routeId: orders-finish
                parameters:
                  - {name: job, value: orders}
            - templatedRoute:
                routeTemplateRef: sakia-deliver-file
                routeId: orders-deliver
                parameters:
                  - {name: job, value: orders}
                  - {name: out, value: "OUT"}
            - templatedRoute:
                routeTemplateRef: sakia-request
                routeId: orders-request
                parameters:
                  - {name: job, value: orders}
                  - {name: url, value: "URL"}
                  - {name: connections, value: 3}
                  - {name: timeout, value: 20000}
                  - {name: limit, value: orders}
                  - {name: unlimited, value: "true"}
            - templatedRoute:
                routeTemplateRef: sakia-fetch
                routeId: orders-fetch
                parameters:
                  - {name: job, value: orders}
                  - {name: pages, value: "QUEUE"}
                  - {name: workers, value: 3}
                  - {name: worker-queue, value: 2}
                  - {name: retry-attempts, value: 3}
                  - {name: retry-delay, value: 10}
                  - {name: retry-max-delay, value: 100}
            - templatedRoute:
                routeTemplateRef: sakia-plan
                routeId: orders-plan
                parameters:
                  - {name: job, value: orders}
                  - {name: pages, value: "QUEUE"}
            """;
    private static final String QUEUE = "seda:orders-pages?size=3&blockWhenFull=true&waitForTaskToComplete=Never"
            + "&purgeWhenStopping=true&pollTimeout=100&exceptionHandler=#sakia-orders-escaped";

    @TempDir
    Path folder;

    @Test
    void the_application_starts_them() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(75).at(20, Reply.status(500));
                Export export = export(api)) {
            assertExported(api, export, export.start());
        }
    }

    @Test
    void templated_routes_in_yaml_start_them() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(75).at(20, Reply.status(500));
                Export export = export(api)) {
            ExportJob job = export.prepare();
            String yaml = YAML.replace("OUT", export.out().toString())
                    .replace("URL", api.uri().toString())
                    .replace("QUEUE", QUEUE);
            CamelContext context = export.context();
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("orders.camel.yaml", yaml));

            assertExported(api, export, job);
        }
    }

    @Test
    void a_builder_in_java_starts_them() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(75).at(20, Reply.status(500));
                Export export = export(api)) {
            ExportJob job = export.prepare();
            addByBuilder(export, job);

            assertExported(api, export, job);
        }
    }

    @Test
    void whoever_starts_them_pages_that_earlier_runs_delivered_are_not_asked_for_again() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(75)) {
            try (Export first = export(api)) {
                first.run();
            }
            Files.delete(folder.resolve("out/_/000000/000000000003.ndjson"));
            try (Export second = export(api)) {
                ExportJob job = second.prepare();
                addByBuilder(second, job);

                assertThat(job.report(job.await()).state()).isEqualTo("complete");
                assertThat(api.requests()).isEqualTo(9);
                assertThat(Export.records(second.out())).isEqualTo(ScriptedApi.records(75));
            }
        }
    }

    @Test
    void whoever_starts_them_a_folder_that_cannot_be_written_to_ends_the_job() throws Exception {
        Files.writeString(folder.resolve("out"), "a file where the folder should be");
        try (ScriptedApi api = ScriptedApi.of(75);
                Export export = export(api)) {
            ExportJob job = export.prepare();
            addByBuilder(export, job);
            JobReport report = job.report(job.await());

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("(out)");
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void a_route_configuration_of_the_host_does_not_reach_into_them() throws Exception {
        AtomicInteger caught = new AtomicInteger();
        try (ScriptedApi api = ScriptedApi.of(75)
                        .at(20, Reply.status(500), Reply.json("{}"))
                        .at(40, Reply.status(404))
                        .at(60, Reply.status(429));
                Export export = export(api)) {
            export.context().addRoutes(hostConfiguration(caught));
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.records()).isEqualTo(65);
            assertThat(caught).hasValue(0);
            assertThat(export.context().getRoutesSize())
                    .as("the job's, and none of its own")
                    .isEqualTo(5);
        }
    }

    @Test
    void an_error_handler_of_the_host_does_not_reach_into_them() throws Exception {
        AtomicInteger caught = new AtomicInteger();
        try (ScriptedApi api = ScriptedApi.of(75).at(20, Reply.status(500)).at(60, Reply.status(429));
                Export export = export(api)) {
            export.context().getCamelContextExtension().setErrorHandlerFactory(toDeadLetters());
            export.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:host-failures").process(exchange -> caught.incrementAndGet());
                }
            });

            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(caught).hasValue(0);
        }
    }

    private static DeadLetterChannelDefinition toDeadLetters() {
        DeadLetterChannelDefinition handler = new DeadLetterChannelDefinition();
        handler.setDeadLetterUri("direct:host-failures");
        return handler;
    }

    private static void addByBuilder(Export export, ExportJob job) {
        for (TemplatedRoute route : job.routes().inStartOrder()) {
            TemplatedRouteBuilder.builder(export.context(), route.templateId())
                    .routeId(route.routeId())
                    .parameters(route.parameters())
                    .add();
        }
    }

    private static RouteConfigurationBuilder hostConfiguration(AtomicInteger caught) {
        return new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration()
                        .onException(Throwable.class)
                        .handled(true)
                        .process(exchange -> caught.incrementAndGet());
            }
        };
    }

    private void assertExported(ScriptedApi api, Export export, ExportJob job) throws Exception {
        JobReport report = job.report(job.await());

        assertThat(report.state()).as(report.message()).isEqualTo("complete");
        assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(75));
        assertThat(api.requests()).isEqualTo(9);
        assertThat(report.pages()).isEqualTo(new JobReport.Pages(8, 8, 0, 0));
    }

    private Export export(ScriptedApi api) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("page-size", 10)
                .with("workers", 3);
    }
}
