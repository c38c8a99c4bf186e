package org.sakia.token;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A token server on 127.0.0.1 that gives the answers of a test, one after the other and the last one for ever. */
public final class TokenServer implements AutoCloseable {

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    private TokenServer() {
        server.start();
    }

    public static TokenServer with(ResponseDefinitionBuilder... answers) {
        TokenServer server = new TokenServer();
        for (int i = 0; i < answers.length; i++) {
            server.server.stubFor(any(anyUrl())
                    .inScenario("tokens")
                    .whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
        return server;
    }

    private static String state(int index) {
        return index == 0 ? STARTED : Integer.toString(index);
    }

    /** @param seconds of its life */
    public static ResponseDefinitionBuilder token(String token, long seconds) {
        return json(
                200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + seconds + "}");
    }

    public static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    public URI uri() {
        return URI.create(server.baseUrl() + "/oauth/token");
    }

    /** What came, the first one first. */
    public List<LoggedRequest> calls() {
        List<LoggedRequest> calls = new ArrayList<>(
                server.getAllServeEvents().stream().map(ServeEvent::getRequest).toList());
        Collections.reverse(calls);
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop();
    }
}
