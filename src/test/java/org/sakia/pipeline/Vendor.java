package org.sakia.pipeline;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A vendor's API as its documentation describes it, and the recipe that exports it.
 *
 * @param page      of the recipe, in docs/recipes
 * @param job       the job on that page
 * @param variables environment variables that the recipe takes its credentials from
 * @param answers   to requests that are in order
 * @param slowDowns the ways in which it says "slow down"; each is met once
 * @param table     what it holds
 */
record Vendor(
        String page,
        String job,
        Map<String, String> variables,
        Answers answers,
        List<Supplier<ResponseDefinitionBuilder>> slowDowns,
        VendorTable table) {

    /** What is answered to a request. */
    interface Answers {
        ResponseDefinitionBuilder to(VendorAsk ask) throws VendorAsk.Refused;
    }

    /** An answer with this status. */
    static ResponseDefinitionBuilder status(int status, String body) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    /** A refusal that says how long to wait. */
    static ResponseDefinitionBuilder status(int status, String retryAfter, String body) {
        return status(status, body).withHeader("Retry-After", retryAfter);
    }

    @Override
    public String toString() {
        return page + " " + job;
    }
}
