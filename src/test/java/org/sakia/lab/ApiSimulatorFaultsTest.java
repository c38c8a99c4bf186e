package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiSimulatorFaultsTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void serverErrorsAreOfAllKinds() throws Exception {
        api.faults(Faults.NONE.withServerError(1));
        Client client = new Client();
        for (int i = 0; i < 40; i++) {
            client.get(api.uri());
        }

        assertThat(api.referee().statuses()).containsOnlyKeys(500, 502, 503, 504);
        assertThat(api.referee().served()).isZero();
    }

    @Test
    void junkIsHtmlWithStatus200() throws Exception {
        api.faults(Faults.NONE.withJunk(1));

        HttpResponse<byte[]> answer = new Client().get(api.uri());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body())).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aResetIsAnErrorBeforeOrInTheBody() {
        api.faults(Faults.NONE.withReset(1));
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seen.add(headSeen());
        }

        assertThat(seen).contains("head", "nothing");
        await().atMost(Duration.ofSeconds(20)).until(() -> api.referee().inFlight() == 0);
        assertThat(api.referee().served()).isZero();
    }

    @Test
    void aHungRequestIsInFlightUntilTheClientGivesUp() {
        api.faults(Faults.NONE.withHang(1));

        assertThatThrownBy(() -> new Client().get(api.uri(), SHORT)).isInstanceOf(HttpTimeoutException.class);

        assertThat(api.referee().peakInFlight()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> api.referee().inFlight() == 0);
        assertThat(api.referee().statuses()).isEmpty();
    }

    @Test
    void aTruncatedBodyEndsTooEarlyOrIsBrokenJson() throws Exception {
        api.faults(Faults.NONE.withTruncated(1));
        int tooEarly = 0;
        int broken = 0;
        for (int i = 0; i < 20; i++) {
            try {
                HttpResponse<byte[]> answer = new Client().get(api.uri());
                assertThatThrownBy(() -> Client.json(answer)).isInstanceOf(JsonProcessingException.class);
                broken++;
            } catch (IOException e) {
                tooEarly++;
            }
        }

        assertThat(tooEarly).isPositive();
        assertThat(broken).isPositive();
    }

    @Test
    void theSameSeedMeetsTheSameRequests() throws Exception {
        Faults half = Faults.NONE.withServerError(0.3).withJunk(0.3).withSeed(42);
        List<String> first = answersUnder(half);

        assertThat(answersUnder(half)).isEqualTo(first);
        assertThat(answersUnder(half.withSeed(43))).isNotEqualTo(first);
    }

    @Test
    void aDripGoesOnAndOn() throws Exception {
        try (InputStream body = new Client()
                .get(api.uri(Behaviour.DRIP), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(new String(body.readNBytes(6))).isEqualTo("{     ");
            assertThat(api.referee().inFlight()).isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> api.referee().inFlight() == 0);
    }

    @Test
    void headersMayBeFollowedBySilence() throws Exception {
        HttpResponse<InputStream> answer = new Client().get(api.uri(Behaviour.SILENCE), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().available()).isZero();
        assertThat(api.referee().inFlight()).isEqualTo(1);
        answer.body().close();
        await().atMost(Duration.ofSeconds(20)).until(() -> api.referee().inFlight() == 0);
    }

    @Test
    void aHugeErrorPageIsSentOnlyAsFarAsItIsRead() throws Exception {
        URI uri = api.uri(Behaviour.HUGE_ERROR);
        HttpResponse<InputStream> answer = new Client().get(uri, BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(1L << 30);
        assertThat(answer.body().readNBytes(200_000)).hasSize(200_000);
        answer.body().close();
        await().atMost(Duration.ofSeconds(20)).until(() -> api.referee().inFlight() == 0);
        assertThat(api.referee().bytes()).isLessThan(200L << 20);
    }

    @Test
    void gzipMayEndHalfWay() throws Exception {
        HttpResponse<byte[]> answer = new Client().get(api.uri(Behaviour.GZIP_CUT));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void ordersBehaveAsToldAtRunTime() throws Exception {
        api.behaviour(Behaviour.HUGE_ERROR);
        HttpResponse<InputStream> answer = new Client().get(api.uri(), BodyHandlers.ofInputStream());
        answer.body().close();

        assertThat(answer.statusCode()).isEqualTo(500);
    }

    private String headSeen() {
        try {
            HttpResponse<InputStream> answer = new Client().get(api.uri(), BodyHandlers.ofInputStream());
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
            return "head";
        } catch (IOException e) {
            return "nothing";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> answersUnder(Faults faults) throws Exception {
        List<String> answers = new ArrayList<>();
        Client client = new Client();
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().faults(faults).build())) {
            for (int i = 0; i < 40; i++) {
                HttpResponse<byte[]> answer = client.get(api.uri());
                answers.add(answer.statusCode() + " " + (char) answer.body()[0]);
            }
        }
        return answers;
    }
}
