package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.pipeline.AnsweringApi.Reply;

/** A proxy between the job and an API without TLS, which asks who comes before it passes anything on. */
@Timeout(60)
class ProxyTest {

    private static final String WHO_ASKS = "Proxy-Authorization";

    @TempDir
    Path folder;

    @Test
    void a_request_goes_on_with_what_the_proxy_asks_for_and_counts_once() throws Exception {
        try (AnsweringApi proxy =
                        AnsweringApi.start(request -> request.headers().containsKey(WHO_ASKS)
                                ? request.page(30)
                                : Reply.of(407).with("Proxy-Authenticate", "Basic realm=\"out\""));
                Export export = behind(proxy)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().total()).isEqualTo(3);
            assertThat(Export.records(export.out())).hasSize(30);
            assertThat(proxy.seen())
                    .filteredOn(request -> request.headers().containsKey(WHO_ASKS))
                    .hasSize(3);
        }
    }

    @Test
    void a_proxy_that_refuses_the_credentials_ends_the_job() throws Exception {
        try (AnsweringApi proxy =
                        AnsweringApi.start(request -> Reply.of(407).with("Proxy-Authenticate", "Basic realm=\"out\""));
                Export export = behind(proxy)) {
            assertThat(export.run().state()).isEqualTo("aborted");
            assertThat(proxy.seen()).hasSize(2);
        }
    }

    private Export behind(AnsweringApi proxy) {
        Export export = Export.of(folder, "http://api.example.invalid/orders")
                .with("rate", "none")
                .with("page-size", 10);
        HttpComponent http = export.context().getComponent("http", HttpComponent.class);
        http.setProxyHost("127.0.0.1");
        http.setProxyPort(proxy.uri("").getPort());
        http.setProxyAuthMethod("Basic");
        http.setProxyAuthUsername("ann");
        http.setProxyAuthPassword("sesame");
        return export;
    }
}
