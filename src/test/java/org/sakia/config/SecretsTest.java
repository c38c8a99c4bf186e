package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String JOB = "sakia.job.orders.";

    @TempDir
    Path folder;

    private Secrets secrets(String... lines) {
        return ConfigFixture.orders(folder, lines).load().secrets();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "api_key",
                "X-Api-Key",
                "devKey",
                "AUTH",
                "oauth",
                "access-token",
                "key2",
                "api%5Fkey",
                "Proxy-Authorization",
                "Cookie",
                "sessionId",
                "sig",
                "clientSecret",
                "PGPASS"
            })
    void these_names_are_secret(String name) {
        assertThat(Secrets.none().isSecretName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyword", "author", "limit", "offset", "design", "signal", "passenger", "q", "", "%zz"})
    void these_names_are_not_secret(String name) {
        assertThat(Secrets.none().isSecretName(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "header.Authorization=Bearer abc123xyz",
        "header.Proxy-Authorization=Basic abc123xyz",
        "header.Cookie=session-id=abc123xyz; theme=dark",
        "header.X-Api-Key=abc123xyz",
        "query.access_token=abc123xyz",
        "sink=kafka:t?saslPassword=RAW(abc123xyz)",
        "kafka.producer.ssl.keystore.password=abc123xyz",
        "kafka.producer.sasl.jaas.config=x.PlainLoginModule required username=\"ann\" password=\"abc123xyz\";",
    })
    void secret_values_of_the_configuration_are_masked_anywhere(String line) {
        assertThat(secrets(JOB + line).mask("the server says abc123xyz is gone"))
                .isEqualTo("the server says *** is gone");
    }

    @Test
    void values_in_the_urls_own_query_are_masked() {
        Secrets secrets = ConfigFixture.orders(folder)
                .override(JOB + "url", "https://api.example.com/orders?sig=a%2Fb%20c12")
                .load()
                .secrets();

        assertThat(secrets.mask("a/b c12 a%2Fb%20c12 a%2fb%20c12 a%2Fb+c12")).isEqualTo("*** *** *** ***");
    }

    @Test
    void a_value_is_masked_as_camel_writes_it_in_a_raw_parameter() throws Exception {
        Secrets secrets = secrets(JOB + "query.token=abc+5%&x");
        assertThat(secrets.mask("sakia:orders?authToken=RAW(abc+5%25&x)&rate=none"))
                .doesNotContain("abc", "&x");
    }

    @Test
    void what_a_secret_placeholder_stands_for_is_masked_in_whatever_option() {
        Secrets secrets = ConfigFixture.orders(folder, JOB + "query.who={{env:CLIENT_SECRET}}-1")
                .environment("CLIENT_SECRET", "s3cr3t!")
                .load()
                .secrets();

        assertThat(secrets.mask("who is s3cr3t!-1")).isEqualTo("who is ***-1");
    }

    @Test
    void properties_of_the_user_are_masked_by_name_and_by_their_placeholders() {
        Secrets secrets = ConfigFixture.orders(folder, "api.password=abcd1", "api.login={{env:MY_TOKEN}}", "api.x=open")
                .environment("MY_TOKEN", "efgh2")
                .load()
                .secrets();

        assertThat(secrets.mask("abcd1 efgh2 open")).isEqualTo("*** *** open");
    }

    @Test
    void values_in_a_json_body_are_masked_by_their_names() {
        JobOptions job = ConfigFixture.orders(
                        folder,
                        JOB + "method=POST",
                        JOB + "pagination=cursor",
                        JOB + "cursor-path=next",
                        JOB + "body={\"api_key\":\"abc123xyz\",\"page_token\":\"{cursor}\",\"q\":\"all\"}")
                .job();

        assertThat(job.fingerprint().get("body"))
                .isEqualTo("{\"api_key\":\"***\",\"page_token\":\"{cursor}\",\"q\":\"all\"}");
    }

    @Test
    void a_field_to_sort_by_is_no_secret_of_a_body() {
        String body = "{\"sort\":{\"key\":\"date\"}}";

        JobOptions job = ConfigFixture.orders(folder, JOB + "method=POST", JOB + "body=" + body)
                .job();

        assertThat(job.fingerprint()).containsEntry("body", body);
    }

    @Test
    void words_of_the_user_add_to_the_built_in_ones() {
        Secrets secrets =
                secrets("sakia.secret-params=pin, tenant_id", JOB + "query.tenant-id=acme1", JOB + "query.token=tok12");

        assertThat(secrets.mask("acme1 tok12 ?user-pin=1&spinning=2")).isEqualTo("*** *** ?user-pin=***&spinning=2");
    }

    @Test
    void a_short_value_is_masked_only_beside_its_name() {
        Secrets secrets = secrets(JOB + "query.token=abc");

        assertThat(secrets.mask("abc of ?token=abc")).isEqualTo("abc of ?token=***");
    }

    @Test
    void the_longer_of_two_values_is_masked_whole() {
        assertThat(secrets(JOB + "query.token=abcd", JOB + "query.key=abcdefgh").mask("abcdefgh"))
                .isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':'no token a\\/b&c\\\"d=='}",
                "{'error':'no token a/b&c\\\"d=='}",
                "<p>no token a/b&amp;c&quot;d==</p>"
            })
    void a_value_is_masked_as_an_api_repeats_it_in_json_and_html(String answer) {
        assertThat(secrets(JOB + "auth=bearer", JOB + "auth-token=a/b&c\"d==").mask(answer))
                .contains("no token ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /x?limit=1&api_key=zzz&offset=2 | GET /x?limit=1&api_key=***&offset=2",
                "url=https://h/x?token=zzz#f | url=https://h/x?token=***#f",
                "Authorization: Bearer zzz | Authorization: ***",
                "{accept=*, authorization=Bearer zzz} | {accept=*, authorization=***",
                "Set-Cookie: sid=zzz; Path=/ | Set-Cookie: ***",
                "X-Auth-Token: zzz | X-Auth-Token: ***",
                "X-Total-Count: 12 | X-Total-Count: 12",
                "https://joe:zzz@h/x | https://***@h/x",
                "token= and more | token= and more",
            })
    void unknown_secrets_are_masked_by_their_name(String text, String masked) {
        assertThat(Secrets.none().mask(text)).isEqualTo(masked);
    }

    @Test
    void text_without_secrets_stays_as_it_is() {
        String text = "page 000123 failed after 10 attempts: status=503, next try at 14:02:10";

        assertThat(secrets(JOB + "query.token=abcdefgh").mask(text)).isEqualTo(text);
    }

    @Test
    void a_long_text_without_borders_is_searched_in_linear_time() {
        String text = "a".repeat(2_000_000) + " x=1 : ";

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Secrets.none().mask(text));
    }
}
