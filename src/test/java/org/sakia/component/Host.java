package org.sakia.component;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** An application with a route {@code export} from {@code sakia:orders}, and what that route was given. */
final class Host implements AutoCloseable {

    static final String ROUTE = "export";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<String> records = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();

    private Host() {
        context.getShutdownStrategy().setTimeout(15);
    }

    /** With the state folder {@code state} in this folder. */
    static Host of(Path folder, URI api) {
        return new Host()
                .with("url", api)
                .with("state", folder.resolve("state"))
                .with("rate", "none")
                .with("pageSize", 10)
                .with("retryDelay", "10ms")
                .with("stopTimeout", "10s");
    }

    Host with(String option, Object value) {
        options.put(option, value.toString());
        return this;
    }

    Host without(String option) {
        options.remove(option);
        return this;
    }

    DefaultCamelContext context() {
        return context;
    }

    String uri(String job) {
        return "sakia:" + job + "?"
                + options.entrySet().stream()
                        .map(option ->
                                option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** Adds the route, which keeps what it is given once the processor has let it pass. */
    Host route(Processor first) throws Exception {
        return route("orders", ROUTE, first);
    }

    Host route(String job, String id, Processor first) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(job)).routeId(id).process(first).process(Host.this::keep);
            }
        });
        return this;
    }

    Host add(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    void keep(Exchange exchange) {
        headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
        exchange.getMessage().getBody(String.class).lines().forEach(records::add);
    }

    Host start() {
        context.start();
        return this;
    }

    SakiaConsumer consumer() {
        return consumer(ROUTE);
    }

    SakiaConsumer consumer(String route) {
        return (SakiaConsumer) context.getRoute(route).getConsumer();
    }

    /** The one consumer of a job in a context that was made elsewhere. */
    static SakiaConsumer consumerIn(CamelContext context) {
        return context.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(SakiaConsumer.class::isInstance)
                .map(SakiaConsumer.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Waits for the end of the job. */
    JobReport report() throws Exception {
        return consumer().report().get(60, TimeUnit.SECONDS);
    }

    List<String> records() {
        return List.copyOf(records);
    }

    List<Map<String, Object>> headers() {
        return List.copyOf(headers);
    }

    /** The job's own routes. */
    List<String> ownRoutes() {
        return context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("orders-"))
                .toList();
    }

    static ApiSimulator api(long total) {
        return ApiSimulator.start(profile(total));
    }

    static ApiProfile profile(long total) {
        return ApiProfile.builder().total(total).build();
    }

    /** All records that an API of this size serves. */
    static List<String> all(long total) {
        return LongStream.range(0, total)
                .mapToObj(id -> new String(profile(total).record(id), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
