package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthRulesTest {

    @ParameterizedTest
    @CsvSource({
        "bearer, auth-token",
        "basic, auth-user",
        "basic, auth-password",
        "api-key, auth-key",
        "oauth2, auth-token-url",
        "oauth2, auth-client-id",
        "oauth2, auth-client-secret"
    })
    void each_kind_says_what_it_needs(String kind, String needed) {
        assertProblem(needed + " (by default): is missing, and auth = " + kind + " needs it", "auth", kind);
    }

    @ParameterizedTest
    @CsvSource({
        "auth-token, bearer, x",
        "auth-password, basic, x",
        "auth-key-param, api-key, x",
        "auth-scope, oauth2, x",
        "auth-client-auth, oauth2, body"
    })
    void what_no_kind_uses_is_said(String key, String owner, String value) {
        assertProblem("only auth = " + owner + " takes it, and auth is none", key, value);
    }

    @Test
    void a_configured_header_must_not_compete() {
        assertProblem(
                "header.authorization (job orders): auth = bearer sets this header",
                "auth",
                "bearer",
                "auth-token",
                "x",
                "header.authorization",
                "Bearer y");
        assertProblem(
                "header.x-api-KEY (job orders): auth = api-key sets this header",
                "auth",
                "api-key",
                "auth-key",
                "x",
                "header.x-api-KEY",
                "y");
    }

    @Test
    void a_configured_parameter_must_not_compete() {
        assertProblem(
                "auth-key-param (job orders): the query parameter 'appid' is also set by query.appid",
                "auth",
                "api-key",
                "auth-key",
                "x",
                "auth-key-param",
                "appid",
                "query.appid",
                "y");
    }

    @Test
    void a_token_is_given_without_its_scheme() {
        assertProblem(
                "auth-token (job orders): is sent behind 'Bearer ' already; take that word out of it",
                "auth",
                "bearer",
                "auth-token",
                "bearer y");
    }

    @Test
    void a_key_has_one_place() {
        assertProblem(
                "name one of them only",
                "auth",
                "api-key",
                "auth-key",
                "x",
                "auth-key-param",
                "appid",
                "auth-key-header",
                "X-Key");
    }

    @Test
    void a_user_has_no_colon() {
        assertProblem(
                "auth-user (job orders): the value has a colon",
                "auth",
                "basic",
                "auth-user",
                "a:b",
                "auth-password",
                "x");
    }

    @Test
    void a_password_may_be_empty_and_then_the_user_is_the_secret() {
        JobOptions job = job("auth", "basic", "auth-user", "sk_live_0815", "auth-password", "");

        assertThat(job.secrets().mask("user sk_live_0815")).isEqualTo("user ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://tokens.example.com/t", "http://localhost.example.com/t", "http://127.evil.org/t"})
    void the_clients_secret_travels_with_tls_only(String url) {
        assertProblem("auth-token-url (job orders): without TLS", oauth(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://tokens.example.com/t", "http://localhost:8/t", "http://127.0.0.1/t", "http://[::1]/t"})
    void or_within_this_machine(String url) {
        assertThat(job(oauth(url)).get(Options.AUTH_TOKEN_URL)).isPresent();
    }

    @Test
    void every_form_of_a_credential_is_masked() {
        JobOptions basic = job("auth", "basic", "auth-user", "ann", "auth-password", "sesame");
        assertThat(basic.secrets().mask("sesame or YW5uOnNlc2FtZQ== for ann")).isEqualTo("*** or *** for ann");

        JobOptions key = job("auth", "api-key", "auth-key", "k+1/2", "auth-key-param", "appid");
        assertThat(key.secrets().mask("k+1/2 k%2B1%2F2 appid=9")).isEqualTo("*** *** appid=***");

        JobOptions oauth = job(oauth("https://tokens.example.com/t"));
        assertThat(oauth.secrets().mask("the s3cr3t&so, as s3cr3t%26so")).isEqualTo("the ***, as ***");
    }

    @Test
    void no_problem_repeats_a_credential() {
        assertThatThrownBy(() -> job("auth", "basic", "auth-user", "s3cr3t\u0000", "auth-password", "s3cr3t\n2"))
                .message()
                .doesNotContain("s3cr3t");
    }

    private static String[] oauth(String url) {
        return new String[] {
            "auth", "oauth2", "auth-token-url", url, "auth-client-id", "app", "auth-client-secret", "s3cr3t&so"
        };
    }

    private static void assertProblem(String sentence, String... settings) {
        assertThatThrownBy(() -> job(settings))
                .isInstanceOf(ConfigException.class)
                .message()
                .contains(sentence);
    }

    private static JobOptions job(String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("url", "https://api.example.com/orders", "rate", "1/1s"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return JobOptions.of("orders", all);
    }
}
