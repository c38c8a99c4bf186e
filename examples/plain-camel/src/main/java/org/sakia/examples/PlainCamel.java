package org.sakia.examples;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.sakia.component.SakiaConsumer;

/** Exports one day of orders into files, one a page, and ends. */
public final class PlainCamel {

    public static void main(String[] args) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("sakia:orders?url={{url:http://127.0.0.1:8765/orders}}&rate=100/3s&pageSize=50&retryDelay=100ms"
                                    + "&query.updated_from=2024-01-01T00:00:00Z&query.updated_to=2024-01-02T00:00:00Z"
                                    + "&state={{folder:target}}/state")
                            .routeId("orders")
                            .to("file:{{folder:target}}/out?fileName=${header.sakia-page}.ndjson&tempPrefix=.part-");
                }
            });
            camel.start();
            SakiaConsumer orders = (SakiaConsumer) camel.getRoute("orders").getConsumer();
            System.out.println(orders.report().get().sentence());
        }
    }
}
