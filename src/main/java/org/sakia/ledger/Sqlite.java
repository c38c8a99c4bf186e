package org.sakia.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to the ledger's file, with its prepared statements. Thread-safe: one call, or one transaction, at a
 * time. Every failure is a {@link LedgerException}, after which the connection can be used again.
 */
final class Sqlite implements AutoCloseable {

    /** How long a call waits for another process that writes. */
    static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);
    private static final Duration BUSY_RETRY = Duration.ofMillis(10);

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Sqlite(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setReadOnly(readOnly);
        this.file = file;
        try {
            this.connection = config.createConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw LedgerException.of(file, e);
        }
    }

    /** The connection that writes; creates the file. */
    static Sqlite writer(Path file) {
        Sqlite writer = new Sqlite(file, false);
        try {
            writer.writeAhead();
            // NORMAL survives a kill of the process. A power cut may take the last rows: their pages are fetched again
            // and replace their files, which were forced to the disk before the rows were written.
            writer.script("PRAGMA synchronous = NORMAL");
            return writer;
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** A connection that only looks, also while others write; the file must exist. */
    static Sqlite reader(Path file) {
        return new Sqlite(file, true);
    }

    // SQLite does not wait for the lock that this switch needs, so processes that start together would fail here.
    private void writeAhead() {
        long end = System.nanoTime() + BUSY_TIMEOUT.toNanos();
        while (true) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                return;
            } catch (SQLException e) {
                if (kindOf(e) != SQLiteErrorCode.SQLITE_BUSY || System.nanoTime() > end) {
                    throw LedgerException.of(file, e);
                }
                LockSupport.parkNanos(BUSY_RETRY.toNanos());
            }
        }
    }

    /** The kind of error, without what SQLite adds to say where it happened. */
    static SQLiteErrorCode kindOf(SQLException e) {
        return e instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    Path file() {
        return file;
    }

    /** Runs statements without parameters, separated by semicolons. */
    void script(String sql) {
        locked(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    /** Runs one statement, in a transaction of its own unless one is open; answers the number of rows it changed. */
    int update(String sql, Object... values) {
        return executed(sql, values, PreparedStatement::executeUpdate);
    }

    /** All rows of a query, which should have a limit. */
    <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
        return executed(sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
                return list;
            }
        });
    }

    /** The first row of a query. */
    <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /** Does all of the work or nothing of it. Not to be nested. */
    void transaction(Runnable work) {
        locked(() -> {
            // At once for writing: a transaction that begins by reading cannot wait for another process.
            update("BEGIN IMMEDIATE");
            boolean committed = false;
            try {
                work.run();
                update("COMMIT");
                committed = true;
            } finally {
                if (!committed) {
                    rollBack();
                }
            }
            return committed;
        });
    }

    // On a full disk SQLite may have rolled back by itself; then there is nothing left to do.
    private void rollBack() {
        try {
            update("ROLLBACK");
        } catch (LedgerException e) {
            LOG.debug("rolled back already: {}", e.getMessage());
        }
    }

    private <T> T executed(String sql, Object[] values, Execution<T> execution) {
        return locked(() -> {
            PreparedStatement statement = prepared(sql);
            try {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return execution.of(statement);
            } catch (SQLException e) {
                // The driver makes a statement unusable when it fails.
                statements.remove(sql).close();
                throw e;
            }
        });
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private <T> T locked(Work<T> work) {
        lock.lock();
        try {
            return work.run();
        } catch (SQLException e) {
            throw LedgerException.of(file, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> {
            connection.close();
            return true;
        });
    }

    /** Makes a value of the current row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }
}
