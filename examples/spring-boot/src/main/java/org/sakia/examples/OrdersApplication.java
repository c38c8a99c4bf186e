package org.sakia.examples;

import org.apache.camel.CamelContext;
import org.sakia.component.SakiaConsumer;
import org.sakia.job.JobReport;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class OrdersApplication {

    public static void main(String[] args) {
        System.exit(SpringApplication.exit(SpringApplication.run(OrdersApplication.class, args)));
    }

    /** An export ends, and so does this application. One that has more to do leaves this out: the route idles then. */
    @Bean
    ApplicationRunner untilTheEnd(CamelContext camel) {
        return arguments -> {
            SakiaConsumer orders = (SakiaConsumer) camel.getRoute("orders").getConsumer();
            JobReport report = orders.report().get();
            if (!report.state().equals("complete")) {
                throw new IllegalStateException(report.sentence());
            }
        };
    }
}
