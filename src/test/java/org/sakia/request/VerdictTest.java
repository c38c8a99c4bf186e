package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
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

    @Test
    void a_certificate_that_is_not_trusted_and_a_server_that_speaks_no_tls_will_not_pass() {
        assertThat(Verdict.isNotSecure(new SSLHandshakeException("PKIX path building failed")))
                .isTrue();
        assertThat(Verdict.isNotSecure(new IOException(new SSLException("Unsupported or unrecognized SSL message"))))
                .isTrue();
    }

    @Test
    void a_handshake_that_is_cut_may_pass() {
        Exception ended = new SSLHandshakeException("Remote host terminated the handshake");
        ended.initCause(new EOFException("SSL peer shut down incorrectly"));
        Exception reset = new SSLException("Connection reset", new SocketException("Connection reset"));

        assertThat(Verdict.isNotSecure(ended)).isFalse();
        assertThat(Verdict.isNotSecure(reset)).isFalse();
    }
}
