package org.sakia.component;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sakia.config.EndpointJob;
import org.sakia.config.Option;
import org.sakia.config.Pagination;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiSimulator;

class KameletTest {

    private static final Path FILE = Path.of("src/main/resources/kamelets/sakia-http-export-source.kamelet.yaml");
    private static final int RECORDS = 120;

    private final ConcurrentLinkedQueue<String> got = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private int redeliveries;

    @Test
    void the_file_is_what_the_declarations_say() throws IOException {
        Matcher version =
                Pattern.compile("(?m)^  <version>(.*)</version>$").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        String text = KameletSource.text(version.group(1));
        if (Boolean.getBoolean("sakia.docs.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        }

        assertThat(Files.readString(FILE))
                .as(FILE + " is generated; write it anew with mvn test -Dtest=KameletTest -Dsakia.docs.write=true")
                .isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(Pagination.class)
    void a_default_that_the_kamelet_always_passes_on_is_like_none(Pagination pagination) {
        Map<String, String> texts = new HashMap<>();
        for (Option<?> option : KameletSource.OPTIONS) {
            if (KameletSource.hasDefault(option)) {
                texts.put(option.camelCaseKey(), ConfigurationSource.defaultValue(option));
            }
        }
        String kind = pagination.name().toLowerCase(Locale.ROOT).replace('_', '-');
        texts.putAll(Map.of("url", "http://127.0.0.1/", "rate", "1/1s", "state", "state", "pagination", kind));
        if (pagination == Pagination.CURSOR) {
            texts.put("cursorPath", "next");
        }

        assertThat(EndpointJob.read("orders", texts, Set.of(), Set.of()).options())
                .isNotNull();
    }

    @Test
    void a_route_gets_each_page_of_the_api() throws Exception {
        JobReport report = export("", this::keepLines);

        assertThat(report.state()).isEqualTo("complete");
        assertThat(got).hasSize(RECORDS).doesNotHaveDuplicates();
    }

    @Test
    void a_route_gets_each_record_with_split() throws Exception {
        export("&split=true", exchange -> got.add(exchange.getMessage().getBody(String.class)));

        assertThat(got).hasSize(RECORDS).doesNotHaveDuplicates().allMatch(record -> record.endsWith("}"));
    }

    @Test
    void a_page_on_which_the_route_fails_comes_again() throws Exception {
        Set<String> failed = new HashSet<>();
        JobReport report = export("&workers=1", exchange -> {
            if (failed.add(exchange.getMessage().getHeader(SakiaConstants.PAGE, String.class))) {
                throw new IOException("not now");
            }
            keepLines(exchange);
        });

        assertThat(report.state()).isEqualTo("complete");
        assertThat(failed).hasSize(RECORDS / 50 + 1);
        assertThat(got).hasSize(RECORDS).doesNotHaveDuplicates();
    }

    /** A route made of a Kamelet inherits the error handler, which must not repeat the rounds of the user's route. */
    @Test
    void redeliveries_of_a_route_do_not_multiply() throws Exception {
        redeliveries = 2;
        Map<String, Integer> calls = new ConcurrentHashMap<>();
        JobReport report = export("&retryAttempts=1", exchange -> {
            calls.merge(exchange.getMessage().getHeader(SakiaConstants.PAGE, String.class), 1, Integer::sum);
            throw new IOException("never");
        });

        assertThat(report.state()).isEqualTo("failed-pages");
        assertThat(calls.values()).isNotEmpty().containsOnly(3);
    }

    /** The Kamelet writes it into the URI of another endpoint, where Camel keeps it raw because the catalog calls it a secret. */
    @Test
    void a_token_with_signs_of_uris_in_it_arrives_as_it_is() throws Exception {
        String token = "a&b=c+d/e?f";
        WireMockServer api = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        api.start();
        try {
            api.stubFor(get(urlPathEqualTo("/orders"))
                    .withHeader("Authorization", equalTo("Bearer " + token))
                    .willReturn(okJson("{\"count\":1,\"results\":[{\"id\":0}]}")));

            JobReport report = export(
                    URI.create(api.baseUrl() + "/orders"),
                    "&auth=bearer&authToken=RAW(" + token + ")",
                    this::keepLines);

            assertThat(report.sentence()).contains("delivered 1,");
        } finally {
            api.stop();
        }
    }

    private void keepLines(Exchange exchange) {
        exchange.getMessage().getBody(String.class).lines().forEach(got::add);
    }

    private JobReport export(String more, Processor processor) throws Exception {
        try (ApiSimulator api = Host.api(RECORDS)) {
            return export(api.uri(), more, processor);
        }
    }

    private JobReport export(URI api, String more, Processor processor) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler()
                            .maximumRedeliveries(redeliveries)
                            .redeliveryDelay(1));
                    from("kamelet:sakia-http-export-source?job=orders&url=" + api + "&rate=none&pageSize=50&state="
                                    + folder.resolve("state") + "&retryDelay=20ms" + more)
                            .process(processor);
                }
            });
            camel.start();
            return Host.consumerIn(camel).report().get(1, TimeUnit.MINUTES);
        } finally {
            camel.stop();
        }
    }
}
