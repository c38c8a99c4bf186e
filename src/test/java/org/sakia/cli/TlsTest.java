package org.sakia.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/auth.md about TLS and proxies, each at a server that needs it. */
class TlsTest {

    private static final String WORD = "changeit-0815";

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        for (String who : List.of("server", "client")) {
            makeKey(who);
            KeyStore own = KeyStore.getInstance(Path.of(store(who)).toFile(), WORD.toCharArray());
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(who, own.getCertificate(who));
            try (OutputStream file = Files.newOutputStream(Path.of(store("trust-" + who)))) {
                trust.store(file, WORD.toCharArray());
            }
        }
    }

    @Test
    void an_unknown_authority_is_not_trusted_and_said() throws Exception {
        try (Server server = Server.start(tls())) {
            Launch.End end = job(server.httpsUri()).run("run");

            assertThat(end.code()).isEqualTo(4);
            assertThat(end.said())
                    .contains("no secure connection to")
                    .contains("PKIX")
                    .contains("camel.ssl.trust-store");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void a_trust_store_of_ones_own_is_two_lines_and_its_password() throws Exception {
        try (Server server = Server.start(tls())) {
            Launch.End end = trusting(job(server.httpsUri())).run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void a_client_certificate_is_two_lines_more() throws Exception {
        try (Server server = Server.start(tls().needClientAuth(true)
                .trustStorePath(store("trust-client"))
                .trustStorePassword(WORD)
                .trustStoreType("PKCS12"))) {
            Path password = Files.writeString(folder.resolve("password"), WORD + "\n");
            Launch.End end = trusting(job(server.httpsUri()))
                    .line("camel.ssl.key-store = file:" + store("client"))
                    .line("camel.ssl.keystore-password = {{file:" + password + "}}")
                    .run("run", "-v");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.said()).doesNotContain(WORD);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void without_its_certificate_a_client_is_refused() throws Exception {
        try (Server server = Server.start(tls().needClientAuth(true)
                .trustStorePath(store("trust-client"))
                .trustStorePassword(WORD)
                .trustStoreType("PKCS12"))) {
            Launch.End end =
                    trusting(job(server.httpsUri())).with("retry-attempts", 1).run("check");

            assertThat(end.code()).isEqualTo(4);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void a_proxy_is_two_lines() throws Exception {
        try (Server proxy = Server.start(options())) {
            Launch.End end = job(URI.create("http://api.example.invalid/orders"))
                    .line("camel.component.http.proxy-host = 127.0.0.1")
                    .line("camel.component.http.proxy-port = " + proxy.httpUri().getPort())
                    .run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(proxy.hosts()).containsExactly("api.example.invalid");
        }
    }

    @Test
    void a_proxy_for_https_is_three_lines_and_tunnels() throws Exception {
        try (Server server = Server.start(tls());
                TunnelProxy proxy = TunnelProxy.start()) {
            Launch.End end = trusting(job(server.httpsUri()))
                    .line("camel.component.https.proxy-host = 127.0.0.1")
                    .line("camel.component.https.proxy-port = " + proxy.port())
                    .line("camel.component.https.proxy-auth-scheme = http")
                    .run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(server.requests()).isEqualTo(1);
            assertThat(proxy.heads()).isNotEmpty().allSatisfy(head -> assertThat(head)
                    .startsWith("CONNECT 127.0.0.1:" + server.httpsUri().getPort())
                    .doesNotContain("t0k3n-value"));
        }
    }

    private Launcher job(URI url) throws IOException {
        return Launcher.in(folder, url).with("auth", "bearer").with("auth-token", "t0k3n-value");
    }

    private static Launcher trusting(Launcher app) throws IOException {
        return app.line("camel.ssl.enabled = true")
                .line("camel.ssl.trust-store = file:" + store("trust-server"))
                .line("camel.ssl.trust-store-password = " + WORD)
                .line("camel.component.https.use-global-ssl-context-parameters = true");
    }

    private static WireMockConfiguration tls() {
        return options()
                .dynamicHttpsPort()
                .keystorePath(store("server"))
                .keystorePassword(WORD)
                .keyManagerPassword(WORD)
                .keystoreType("PKCS12");
    }

    private static String store(String who) {
        return keys.resolve(who + ".p12").toString();
    }

    /** With its self-signed certificate; the JDK has no other public way to make one. */
    private static void makeKey(String who) throws Exception {
        Path log = keys.resolve("keytool.log");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        who,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + who,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store(who),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        WORD)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(Files.readString(log)).isZero();
    }

    /** An API of one page. */
    private record Server(WireMockServer server) implements AutoCloseable {

        static Server start(WireMockConfiguration configuration) {
            WireMockServer server = new WireMockServer(
                    configuration.dynamicPort().bindAddress("127.0.0.1").containerThreads(20));
            server.start();
            server.stubFor(get(anyUrl()).willReturn(FixedApi.records(0, 5, 5)));
            return new Server(server);
        }

        URI httpUri() {
            return URI.create("http://127.0.0.1:" + server.port() + "/orders");
        }

        URI httpsUri() {
            return URI.create("https://127.0.0.1:" + server.httpsPort() + "/orders");
        }

        int requests() {
            return server.getAllServeEvents().size();
        }

        List<String> hosts() {
            return server.getAllServeEvents().stream()
                    .map(event -> event.getRequest().getHost())
                    .toList();
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
