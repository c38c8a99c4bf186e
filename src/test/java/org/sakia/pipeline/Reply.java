package org.sakia.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What {@link ScriptedApi} sends; the connection is closed after it. */
interface Reply {

    String JSON_TYPE = "Content-Type: application/json\r\n";

    void send(Socket socket) throws IOException;

    /** A whole answer; fields are lines of a header, each ended by CR LF. */
    static Reply of(int status, String fields, String body) {
        return socket -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            write(socket, head(status, fields + "Content-Length: " + bytes.length + "\r\n"));
            socket.getOutputStream().write(bytes);
        };
    }

    static Reply status(int status) {
        return of(status, JSON_TYPE, "{\"error\":\"scripted " + status + "\"}");
    }

    static Reply json(String body) {
        return of(200, JSON_TYPE, body);
    }

    /** Half of the body that Content-Length promises, and the end of the connection. */
    static Reply halfOfItsLength(String body) {
        return socket -> {
            write(socket, head(200, JSON_TYPE + "Content-Length: " + body.length() + "\r\n"));
            write(socket, body.substring(0, body.length() / 2));
        };
    }

    /** Half of the body in chunks that end properly. */
    static Reply halfInChunks(String body) {
        return socket -> {
            String half = body.substring(0, body.length() / 2);
            write(socket, head(200, JSON_TYPE + "Transfer-Encoding: chunked\r\n"));
            write(socket, Integer.toHexString(half.length()) + "\r\n" + half + "\r\n0\r\n\r\n");
        };
    }

    /** Half of the body, and a TCP reset. */
    static Reply resetHalfWay(String body) {
        return socket -> {
            halfOfItsLength(body).send(socket);
            socket.setSoLinger(true, 0);
        };
    }

    /** A compressed body that is proper HTTP and ends half-way. */
    static Reply gzipCutShort(String body) {
        return socket -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body.getBytes(StandardCharsets.UTF_8));
            }
            byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
            write(socket, head(200, JSON_TYPE + "Content-Encoding: gzip\r\nContent-Length: " + half.length + "\r\n"));
            socket.getOutputStream().write(half);
        };
    }

    /** A head, and then nothing until the client goes away. */
    static Reply silence() {
        return socket -> {
            write(socket, head(200, JSON_TYPE + "Content-Length: 1000\r\n"));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    /** A byte of white space now and then until the client goes away. */
    static Reply drip() {
        return socket -> {
            write(socket, head(200, JSON_TYPE + "Content-Length: 1000000000\r\n") + "{");
            socket.setSoTimeout(20);
            boolean there = true;
            while (there) {
                write(socket, " ");
                there = stillThere(socket);
            }
        };
    }

    /** White space as fast as it is taken until the client goes away. */
    static Reply flood() {
        return socket -> {
            write(socket, head(200, JSON_TYPE + "Content-Length: 1000000000000\r\n") + "{");
            byte[] blanks = " ".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                socket.getOutputStream().write(blanks);
            }
        };
    }

    private static boolean stillThere(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException quiet) {
            return true;
        }
    }

    private static String head(int status, String fields) {
        return "HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\n" + fields + "\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
