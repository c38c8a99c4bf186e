package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OriginsPropertyTest {

    private static final URI HOME = URI.create("https://api.example.com:8443/v1/orders?limit=10");
    private static final Origins ORIGINS =
            new Origins(HOME, List.of(AllowedHost.parse("files.example.com"), AllowedHost.parse("[2001:db8::1]:99")));
    private static final Set<String> PLACES =
            Set.of("api.example.com:8443", "files.example.com:443", "[2001:db8::1]:99");

    @Property(tries = 3_000)
    void junk_never_throws_and_never_leaves_the_allowed_places(@ForAll String junk) {
        assertAllowedPlaceOrRefused(junk);
    }

    @Property(tries = 20_000)
    void no_arrangement_of_the_parts_of_urls_leaves_the_allowed_places(@ForAll("urls") String url) {
        assertAllowedPlaceOrRefused(url);
    }

    @Provide
    Arbitrary<String> urls() {
        return Arbitraries.of(
                        "http",
                        "https",
                        "HTTPS",
                        "ftp",
                        ":",
                        "//",
                        "/",
                        "\\",
                        "@",
                        "#",
                        "?",
                        "&",
                        ".",
                        "..",
                        "%",
                        "%2f",
                        "%40",
                        "[",
                        "]",
                        "{{env:HOME}}",
                        " ",
                        "\t",
                        "\n",
                        "\u0000",
                        "ä",
                        "。",
                        "０",
                        "api.example.com",
                        "evil.org",
                        "files.example.com",
                        "2001:db8::1",
                        "::1",
                        ":8443",
                        ":99",
                        ":443",
                        "user:word",
                        "169.254.169.254",
                        "0xa9fea9fe",
                        "2852039166",
                        "127.0.0.1",
                        "localhost",
                        "a=b",
                        "url=http://x")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    private static void assertAllowedPlaceOrRefused(String reference) {
        Target target = ORIGINS.resolve(HOME, reference);
        if (target instanceof Target.Allowed allowed) {
            URI uri = allowed.uri();
            assertThat(uri.getScheme()).isEqualToIgnoringCase("https");
            assertThat(uri.getRawUserInfo()).isNull();
            assertThat(uri.getRawFragment()).isNull();
            assertThat(PLACES).contains(uri.getHost().toLowerCase() + ":" + Origins.port(uri));
            assertThat(URI.create(uri.toString())).isEqualTo(uri);
            assertThat(uri.toString()).doesNotContain("{{").isPrintable();
        }
    }
}
