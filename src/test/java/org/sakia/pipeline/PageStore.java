package org.sakia.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The bean of docs/sinks.md. */
public final class PageStore {

    private final Map<String, List<String>> pages = new ConcurrentHashMap<>();

    /** Called by several threads; returns when the page is safe. A page that comes again replaces itself. */
    public void save(@Header("sakia-page") String page, @Body InputStream body) throws IOException {
        try (body) {
            pages.put(page, new String(body.readAllBytes(), UTF_8).lines().toList());
        }
    }

    public Map<String, List<String>> pages() {
        return Map.copyOf(pages);
    }
}
