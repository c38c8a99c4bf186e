package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private static final URI HOME = URI.create("https://api.example.com/v1/orders?limit=10");

    @ParameterizedTest
    @CsvSource({
        "/v2/orders?page=2, https://api.example.com/v2/orders?page=2",
        "?page=2, https://api.example.com/v1/orders?page=2",
        "next, https://api.example.com/v1/next",
        "../items, https://api.example.com/items",
        "'', https://api.example.com/v1/orders?limit=10",
        "#top, https://api.example.com/v1/orders?limit=10",
        "https://API.example.com:443/x, https://API.example.com:443/x",
        "//api.example.com/x, https://api.example.com/x",
        "' /x?a={b|c}#d ', https://api.example.com/x?a=%7Bb%7Cc%7D",
        "/x?filter[a]=1, https://api.example.com/x?filter[a]=1",
        "/ä, https://api.example.com/%C3%A4"
    })
    void a_reference_within_the_origin_is_resolved(String reference, String target) {
        assertThat(to(HOME, reference)).isEqualTo(new Target.Allowed(URI.create(target)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/",
                "https://api.example.com.evil.org/",
                "https://api.example.com./",
                "https://api.example.com:8443/",
                "https://api.example.com@evil.org/",
                "//evil.org/x",
                "/\\evil.org",
                "https:\\\\evil.org",
                "https://user:word@api.example.com/",
                "http://api.example.com/",
                "file:///etc/passwd",
                "ftp://api.example.com/",
                "javascript:alert(1)",
                "https:orders",
                "https://",
                "https://api.example.com:0/",
                "https://api.example.com:70000/",
                "https://api.example.com%2fevil.org/",
                "https://аpi.example.com/",
                "/x y",
                "/{{env:HOME}}"
            })
    void nothing_else_is(String reference) {
        assertThat(to(HOME, reference)).isInstanceOf(Target.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "0.0.0.0",
                "0",
                "2852039166",
                "0xa9fea9fe",
                "0xa9.0xfe.0xa9.0xfe",
                "0251.0376.0251.0376",
                "169.254.43518",
                "169.254.169.254.",
                "[::ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[::169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::1]",
                "[::]",
                "[fe80::1]",
                "[fe80::1%25eth0]",
                "[febf::1]",
                "[fd00:ec2::254]",
                "[fd20:ce::254]",
                "100.100.100.200",
                "metadata.google.internal",
                "METADATA.google.internal.",
                "metadata"
            })
    void a_metadata_address_is_refused_in_every_spelling_even_where_it_is_home(String host) {
        assertThat(to(URI.create("http://example.com/"), "http://" + host + "/latest/meta-data/", host))
                .isInstanceOf(Target.Refused.class);
        assertThat(ForbiddenHosts.problemWith(host)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "[::1]", "localhost", "10.0.0.5", "192.168.1.1", "[2001:db8::1]", "1.example.com"})
    void an_ordinary_host_is_not(String host) {
        assertThat(ForbiddenHosts.problemWith(host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "files.example.com, https://files.example.com/a, true",
        "files.example.com, https://FILES.example.com:443/a, true",
        "files.example.com, https://files.example.com:8443/a, false",
        "files.example.com:8443, https://files.example.com:8443/a, true",
        "files.example.com:8443, https://files.example.com/a, false",
        "files.example.com, https://x.files.example.com/a, false",
        "files.example.com, http://files.example.com/a, false"
    })
    void an_allowed_host_is_followed_at_its_port_and_with_tls(String allowed, String reference, boolean followed) {
        assertThat(to(HOME, reference, allowed) instanceof Target.Allowed).isEqualTo(followed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "*.example.com", "https://a.example.com", "a/b", "a@b", "a:0", "a:b", "", "169.254.169.254"
            })
    void what_is_no_host_cannot_be_allowed(String text) {
        assertThat(catchThrowable(() -> AllowedHost.parse(text))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Target to(URI base, String reference, String... allowed) {
        List<AllowedHost> hosts = Arrays.stream(allowed)
                .filter(host -> ForbiddenHosts.problemWith(host).isEmpty())
                .map(AllowedHost::parse)
                .toList();
        return new Origins(base, hosts).resolve(base, reference);
    }
}
