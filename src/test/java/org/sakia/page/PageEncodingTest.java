package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageEncodingTest {

    private static final String BODY = "[\"é\", \"" + "ü".repeat(9000) + "\"]";
    private static final String LINES = "\"é\"\n\"" + "ü".repeat(9000) + "\"\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aDeclaredEncodingIsTurnedIntoUtf8(String name) throws IOException {
        Charset charset = Charset.forName(name);

        assertThat(cut(BODY.getBytes(charset), Optional.of(charset))).isEqualTo(LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void anUndeclaredUnicodeEncodingIsRecognised(String name) throws IOException {
        assertThat(cut(BODY.getBytes(Charset.forName(name)), Optional.empty())).isEqualTo(LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkIsSkippedAndOverrulesTheDeclaration(String name) throws IOException {
        byte[] body = ("\uFEFF" + BODY).getBytes(Charset.forName(name));

        assertThat(cut(body, Optional.of(StandardCharsets.ISO_8859_1))).isEqualTo(LINES);
    }

    @Test
    void utf8ThatIsDeclaredAsAsciiIsReadAsUtf8() throws IOException {
        assertThat(cut(BODY.getBytes(StandardCharsets.UTF_8), Optional.of(StandardCharsets.US_ASCII)))
                .isEqualTo(LINES);
    }

    @Test
    void charactersBeyondTheBasicPlaneKeepTheirBytes() throws IOException {
        String body = "[\"" + "a😀".repeat(5000) + "\"]";

        assertThat(cut(body.getBytes(StandardCharsets.UTF_8), Optional.empty()))
                .isEqualTo("\"" + "a😀".repeat(5000) + "\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "eda080", "f4908080", "e28222", "80", "f09f98"})
    void invalidUtf8IsABadPage(String hex) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("[\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes("\"]".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> cut(body.toByteArray(), Optional.empty()))
                .isInstanceOf(BadPageException.class)
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void invalidInputInADeclaredEncodingIsReportedAndNotReplaced() {
        byte[] body = {'[', '"', (byte) 0x81, '"', ']'};

        assertThatThrownBy(() -> cut(body, Optional.of(Charset.forName("windows-1252"))))
                .isInstanceOf(BadPageException.class)
                .hasMessageContaining("not valid windows-1252");
    }

    @Test
    void halfASurrogatePairInUtf16IsABadPage() {
        byte[] body = HexFormat.of().parseHex("005b0022d83d0022005d");

        assertThatThrownBy(() -> cut(body, Optional.empty())).isInstanceOf(BadPageException.class);
    }

    private static String cut(byte[] body, Optional<Charset> declared) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PageCutter(Pages.format("")).cut(new ByteArrayInputStream(body), declared, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
