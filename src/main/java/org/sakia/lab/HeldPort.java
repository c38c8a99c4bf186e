package org.sakia.lab;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of 127.0.0.1 that is bound and not listened on: the kernel refuses connections to it and gives it to nobody
 * else.
 */
final class HeldPort implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Socket socket;

    private HeldPort(Socket socket) {
        this.socket = socket;
    }

    /** Waits until whoever listens there has gone: a closed server socket lives on until its selector's next turn. */
    static HeldPort take(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(address);
                return new HeldPort(socket);
            } catch (BindException e) {
                socket.close();
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
