package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void an_attempt_has_timed_out_where_the_socket_notices_the_silence_before_the_timer_does() {
        IOException broken = new IOException("I/O error", new SocketTimeoutException("Read timed out"));

        assertThat(Verdict.hasTimedOut(new Attempt(0), broken)).isTrue();
    }

    @Test
    void an_attempt_has_timed_out_where_the_timer_has_cut_its_connection() {
        Attempt cut = new Attempt(0);
        cut.timeOut();

        assertThat(Verdict.hasTimedOut(cut, new IOException("Socket closed"))).isTrue();
    }

    @Test
    void an_attempt_whose_connection_is_refused_has_not_timed_out() {
        assertThat(Verdict.hasTimedOut(new Attempt(0), new ConnectException("Connection refused")))
                .isFalse();
    }
}
