package org.sakia.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.net.URIBuilder;

/** A request as a vendor looks at it: what is missing, unknown or too large is refused. */
final class VendorAsk {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Request request;
    private final URI uri;
    private final Map<String, String> query = new HashMap<>();

    /** The vendor does not take the request. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient ResponseDefinitionBuilder answer;

        Refused(int status, String why) {
            super(status + ": " + why);
            answer = WireMock.aResponse().withStatus(status).withBody("{\"message\":\"" + why + "\"}");
        }

        ResponseDefinitionBuilder answer() {
            return answer;
        }
    }

    VendorAsk(Request request) {
        this.request = request;
        uri = URI.create(request.getAbsoluteUrl());
        new URIBuilder(uri, StandardCharsets.UTF_8)
                .getQueryParams()
                .forEach(parameter -> query.put(parameter.getName(), parameter.getValue()));
    }

    /** Refuses another method, another path, and every parameter that is not named here. */
    void is(String method, String path, String... parameters) throws Refused {
        if (!request.getMethod().getName().equals(method)) {
            throw new Refused(405, request.getMethod() + " in place of " + method);
        }
        if (!uri.getPath().equals(path)) {
            throw new Refused(404, uri.getPath());
        }
        for (String name : query.keySet()) {
            if (!Arrays.asList(parameters).contains(name)) {
                throw new Refused(400, "unknown parameter " + name);
            }
        }
    }

    String path() {
        return uri.getPath();
    }

    /** Refuses a request without these credentials. */
    void has(String header, String value) throws Refused {
        if (!value.equals(request.getHeader(header))) {
            throw new Refused(401, "bad credentials");
        }
    }

    /** The Authorization field of a user (RFC 7617). */
    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses a header that is missing or has another value. */
    void says(String header, String value) throws Refused {
        if (!value.equals(request.getHeader(header))) {
            throw new Refused(400, "header " + header + " must be " + value);
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    String needed(String name) throws Refused {
        return parameter(name).orElseThrow(() -> new Refused(400, "parameter " + name + " is missing"));
    }

    void needed(String name, String value) throws Refused {
        if (!needed(name).equals(value)) {
            throw new Refused(400, "parameter " + name + " must be " + value);
        }
    }

    /** The page size in a parameter, which has to be there. */
    int size(String name, int most) throws Refused {
        return size(Integer.parseInt(needed(name)), most);
    }

    static int size(int asked, int most) throws Refused {
        if (asked < 1 || asked > most) {
            throw new Refused(400, "a page has 1 to " + most + " records");
        }
        return asked;
    }

    /** The body, with no other fields than these. */
    JsonNode body(String... fields) throws Refused {
        if (!String.valueOf(request.getHeader("Content-Type")).startsWith("application/json")) {
            throw new Refused(415, "no JSON");
        }
        try {
            JsonNode body = JSON.readTree(request.getBodyAsString());
            for (Map.Entry<String, JsonNode> field : body.properties()) {
                if (!List.of(fields).contains(field.getKey())) {
                    throw new Refused(400, "unknown field " + field.getKey());
                }
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new Refused(400, "broken JSON");
        }
    }

    /** The same place with another path and query. */
    String url(String pathAndQuery) {
        return uri.getScheme() + "://" + uri.getAuthority() + pathAndQuery;
    }
}
