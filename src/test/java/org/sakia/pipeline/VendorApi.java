package org.sakia.pipeline;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WireMock in the part of a vendor. The third request is told to slow down, in the vendor's own words, and so is every
 * second one behind it until all of its ways of saying so were met.
 */
final class VendorApi implements AutoCloseable, ResponseDefinitionTransformerV2 {

    private static final int FIRST_SLOW_DOWN = 3;

    private final Vendor vendor;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final WireMockServer server;

    VendorApi(Vendor vendor) {
        this.vendor = vendor;
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .extensions(this));
        server.start();
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** What was wrong with requests. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        int number = requests.incrementAndGet() - FIRST_SLOW_DOWN;
        try {
            ResponseDefinitionBuilder answer = vendor.answers().to(new VendorAsk(event.getRequest()));
            boolean slowDown = number >= 0
                    && number % 2 == 0
                    && number / 2 < vendor.slowDowns().size();
            return (slowDown ? vendor.slowDowns().get(number / 2).get() : answer).build();
        } catch (VendorAsk.Refused refused) {
            refusals.add(refused.getMessage());
            return refused.answer().build();
        }
    }

    @Override
    public String getName() {
        return vendor.toString();
    }

    @Override
    public void close() {
        server.stop();
    }
}
