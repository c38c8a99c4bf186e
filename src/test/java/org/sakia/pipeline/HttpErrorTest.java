package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;

/** What goes wrong in the HTTP client itself. */
@Timeout(60)
class HttpErrorTest {

    private static final String CLIENT = "sakia-orders-http";

    @TempDir
    Path folder;

    @Test
    void an_error_in_the_client_is_a_failed_attempt_and_no_page_without_an_end() throws Exception {
        AtomicBoolean thrown = new AtomicBoolean();
        try (ScriptedApi api = ScriptedApi.of(30);
                Export export =
                        Export.of(folder, api.uri()).with("rate", "none").with("page-size", 10)) {
            ExportJob job = export.prepare();
            Registry registry = export.context().getRegistry();
            HttpClientConfigurer ours = registry.lookupByNameAndType(CLIENT, HttpClientConfigurer.class);
            registry.unbind(CLIENT);
            HttpClientConfigurer failing = builder -> {
                builder.addExecInterceptorFirst("full", (request, scope, chain) -> {
                    if (thrown.compareAndSet(false, true)) {
                        throw new OutOfMemoryError("as after an endless header");
                    }
                    return chain.proceed(request, scope);
                });
                ours.configureHttpClient(builder);
            };
            registry.bind(CLIENT, failing);
            job.start();

            assertThat(job.report(job.await()).state()).isEqualTo("complete");
            assertThat(thrown).isTrue();
            assertThat(Export.records(export.out())).hasSize(30);
        }
    }
}
