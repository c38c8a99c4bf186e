package org.sakia.examples;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Puts each order into the table; one that comes again replaces its row. */
@Component
class OrdersRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("sakia:orders?split=true"
                        + "&url={{sakia.job.orders.url}}"
                        + "&rate={{sakia.job.orders.rate}}"
                        + "&pageSize={{sakia.job.orders.page-size}}"
                        + "&retryDelay={{sakia.job.orders.retry-delay}}"
                        + "&query.updated_from={{sakia.job.orders.query.updated_from}}"
                        + "&query.updated_to={{sakia.job.orders.query.updated_to}}"
                        + "&state={{sakia.state}}")
                .routeId("orders")
                .unmarshal()
                .json()
                .to("sql:merge into orders (id, customer, amount) key (id) values (:#id, :#customer, :#amount)"
                        + "?dataSource=#dataSource");
    }
}
