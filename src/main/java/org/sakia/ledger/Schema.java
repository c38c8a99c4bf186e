package org.sakia.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables of the ledger, as a list of scripts: script n lifts a database of version n - 1 to version n. */
final class Schema {

    private final List<String> scripts;

    Schema(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** The schema of this version of Sakia. */
    static Schema current() {
        return new Schema(List.of(script("V1.sql"), script("V2.sql")));
    }

    int version() {
        return scripts.size();
    }

    /**
     * Brings a database to this version.
     *
     * @throws LedgerException if it is of a newer version, or of another program
     */
    void upgrade(Sqlite database) {
        if (versionOf(database) == version()) {
            return;
        }
        database.transaction(() -> {
            // Read again: a process that started together with this one may have been faster.
            int from = versionOf(database);
            refuseNewer(database, from);
            if (from == 0 && hasTables(database)) {
                throw new LedgerException("the ledger " + database.file()
                        + " is the database of another program; give Sakia a state folder of its own");
            }
            for (int version = from + 1; version <= version(); version++) {
                database.script(scripts.get(version - 1));
                database.script("PRAGMA user_version = " + version);
            }
        });
    }

    /**
     * Whether a database can be read as it is; one that was never written has nothing to be read.
     *
     * @throws LedgerException if it is of another version
     */
    boolean isReadable(Sqlite database) {
        int version = versionOf(database);
        refuseNewer(database, version);
        if (version != 0 && version < version()) {
            throw new LedgerException("the ledger " + database.file() + " is of an older version (" + version
                    + ", this Sakia writes " + version() + "); the next run upgrades it");
        }
        return version == version();
    }

    private void refuseNewer(Sqlite database, int found) {
        if (found > version()) {
            throw new LedgerException("the ledger " + database.file() + " is of a newer version (" + found
                    + ", this Sakia knows " + version() + "); use the newer Sakia, or another state folder");
        }
    }

    private static int versionOf(Sqlite database) {
        return database.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    }

    private static boolean hasTables(Sqlite database) {
        return database.first("SELECT name FROM sqlite_schema LIMIT 1", row -> row.getString(1))
                .isPresent();
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new LedgerException("the resource " + name + " of the ledger is missing: the jar is damaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LedgerException("the resource " + name + " of the ledger cannot be read", e);
        }
    }
}
