package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sakia.token.TokenServer.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.token.TokenServer;

/** An access token is a secret from the moment it is known, whatever the API echoes and however much is logged. */
class TokenSecretsTest {

    private static final String TOKEN = "s3cr3t.access/token+1";
    private static final String ENCODED_TOKEN = "s3cr3t.access%2Ftoken%2B1";
    private static final String CLIENT_SECRET = "s3cr3t-of-the-client";
    private static final String ECHO = "you are " + TOKEN + ", that is t=" + ENCODED_TOKEN + ", once " + CLIENT_SECRET;

    @TempDir
    private Path folder;

    @Test
    void neither_log_nor_ledger_nor_report_shows_a_token() throws Exception {
        try (TokenServer tokens = TokenServer.with(token(TOKEN, 3600));
                FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, FixedApi.status(500, ECHO));
            api.page(30, FixedApi.status(200, "{\"results\": [" + ECHO));
            Path secret = Files.writeString(folder.resolve("secret"), CLIENT_SECRET + "\n");
            Launcher app = Launcher.in(folder, api.uri())
                    .with("retry-attempts", 2)
                    .with("auth", "oauth2")
                    .with("auth-token-url", tokens.uri())
                    .with("auth-client-id", "orders")
                    .with("auth-client-secret", "{{file:" + secret + "}}");

            Launch.End run = app.run("run", "-v", "--report", "report.json");
            Launch.End status = app.run("status", "-v");

            assertThat(run.code()).isEqualTo(3);
            assertThat(api.sawHeader("Authorization", "Bearer " + TOKEN)).isTrue();
            assertThat(tokens.calls()).hasSize(1);
            assertThat(status.out()).contains("you are ***");
            assertNoSecret(run.said());
            assertNoSecret(status.said());
            for (Path file : kept(app)) {
                assertNoSecret(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void assertNoSecret(String text) {
        assertThat(text).doesNotContain(TOKEN, ENCODED_TOKEN, CLIENT_SECRET);
    }

    private static List<Path> kept(Launcher app) throws IOException {
        try (Stream<Path> files = Files.walk(app.work())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
