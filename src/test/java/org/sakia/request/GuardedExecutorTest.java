package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedExecutorTest {

    private static final Function<InetAddress, Optional<String>> NOT_THIS_MACHINE =
            address -> address.isLoopbackAddress() ? Optional.of("this machine") : Optional.empty();

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void no_request_leaves_on_a_connection_to_a_forbidden_address() {
        assertThatThrownBy(() -> get(HttpClientBuilder.create(), "http://localhost:" + server.port() + "/"))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("'localhost' is this machine");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_proxy_is_not_asked_for_its_address() throws Exception {
        HttpClientBuilder proxied = HttpClientBuilder.create().setProxy(new HttpHost("127.0.0.1", server.port()));

        assertThat(get(proxied, "http://api.example.com/")).isEqualTo(200);
    }

    private static int get(HttpClientBuilder builder, String url) throws Exception {
        try (CloseableHttpClient client = builder.setRequestExecutor(new GuardedExecutor(NOT_THIS_MACHINE))
                .build()) {
            return client.execute(new HttpGet(url), answer -> answer.getCode());
        }
    }
}
