package org.sakia.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on 127.0.0.1 that lets in one user and can hang up in the middle of an upload. Thread-safe. */
public final class SftpServer implements AutoCloseable {

    public static final String USER = "sakia";

    /** With characters that mean something in a URI. */
    public static final String PASSWORD = "s3cr3t&in%41the+sink";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private SftpServer(Path folder) throws Exception {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(
                KeyPairProvider.wrap(List.of(KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256))));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.setPasswordAuthenticator((user, password, session) -> admits(user, password));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new Scissors());
        server.setSubsystemFactories(List.of(sftp));
        server.start();
    }

    /** @param folder what its user sees as the root */
    public static SftpServer start(Path folder) throws Exception {
        return new SftpServer(Files.createDirectories(folder));
    }

    /** Hangs up when a file whose name ends like this has been written in part; once for each name. */
    public SftpServer cutOnce(String... names) {
        cut.addAll(List.of(names));
        return this;
    }

    /** Names that are still to be cut. */
    public Set<String> stillToCut() {
        return Set.copyOf(cut);
    }

    public int port() {
        return server.getPort();
    }

    /** Sessions of users who were let in. */
    public int sessions() {
        return sessions.get();
    }

    /** Passwords that were refused. */
    public int refused() {
        return refused.get();
    }

    /** Writes what a client needs to know this server. */
    public void writeKnownHosts(Path file) {
        try {
            String key = PublicKeyEntry.toString(
                    server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic());
            Files.writeString(file, "[127.0.0.1]:" + port() + " " + key + "\n");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean admits(String user, String password) {
        boolean admitted = USER.equals(user) && PASSWORD.equals(password);
        (admitted ? sessions : refused).incrementAndGet();
        return admitted;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Scissors implements SftpEventListener {
        @Override
        public void writing(
                ServerSession session, String handle, FileHandle file, long offset, byte[] data, int at, int length) {
            if (offset > 0 && cut.removeIf(file.getFile().toString()::endsWith)) {
                session.close(true);
            }
        }
    }
}
