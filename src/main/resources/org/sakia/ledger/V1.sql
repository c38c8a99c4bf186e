-- The ledger, version 1. The comments inside the tables stay in the database: see them with `.schema` in sqlite3.
CREATE TABLE job (
    -- One row for each job that was ever taken. `SELECT * FROM job_summary` is the short way to look at them.
    -- Times are ISO-8601 in UTC, in every table.
    name             TEXT NOT NULL PRIMARY KEY,
    state            TEXT NOT NULL
        CHECK (state IN ('new', 'running', 'complete', 'trial', 'failed-pages', 'aborted', 'count-differs', 'paused', 'interrupted', 'error')),
    expected_records INTEGER,                  -- what the source says it has; NULL when it does not say
    message          TEXT NOT NULL DEFAULT '', -- why the last run ended as it did
    holder_pid       INTEGER,                  -- who took the job; NULL when it was given back.
    holder_host      TEXT,                     --   A killed process leaves its name here: what keeps others out is
    holder_since     TEXT,                     --   the operating system's lock on <job>.lock, not these columns
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE fingerprint (
    -- The configuration that decides what a page of the job contains. It must not change under the pages of a job.
    job   TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (job, key)
) WITHOUT ROWID;

CREATE TABLE page (
    -- One row for each page that ended. A page without a row is still to do.
    job        TEXT NOT NULL,
    partition  TEXT NOT NULL,            -- part of the source; '' where it has no parts
    sequence   INTEGER NOT NULL,         -- place in the partition, from 0
    state      TEXT NOT NULL CHECK (state IN ('delivered', 'failed')),
    attempts   INTEGER NOT NULL,         -- requests it took
    records    INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,         -- of the records, before compression
    checksum   INTEGER NOT NULL,         -- of the same bytes
    file       TEXT NOT NULL DEFAULT '', -- relative to the job's output folder; '' when there is none
    file_bytes INTEGER NOT NULL,         -- size of that file on disk
    total      INTEGER,                  -- records the source said it has, in this page's answer
    status     INTEGER NOT NULL,         -- last HTTP status; 0 when no answer came
    error      TEXT NOT NULL DEFAULT '', -- why it failed
    ended_at   TEXT NOT NULL,
    PRIMARY KEY (job, partition, sequence)
) WITHOUT ROWID;

CREATE INDEX page_failed ON page (job, partition, sequence) WHERE state = 'failed';

CREATE TABLE cursor (
    -- Where the plan of a partition stands when the source gives out cursors or links.
    job       TEXT NOT NULL,
    partition TEXT NOT NULL,
    value     TEXT NOT NULL, -- JSON
    saved_at  TEXT NOT NULL,
    PRIMARY KEY (job, partition)
) WITHOUT ROWID;

CREATE TABLE send (
    -- When requests left for the API, as far back as its limit looks: a new process goes on from here.
    job      TEXT NOT NULL,
    at       TEXT NOT NULL,
    requests INTEGER NOT NULL DEFAULT 1, -- that left at this instant
    PRIMARY KEY (job, at)
) WITHOUT ROWID;

CREATE TABLE record_key (
    -- A hash of each record's key, only for jobs with `record-key`: shows records that came twice.
    job       TEXT NOT NULL,
    partition TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    position  INTEGER NOT NULL, -- of the record in its page, from 0
    hash      INTEGER NOT NULL,
    PRIMARY KEY (job, partition, sequence, position)
) WITHOUT ROWID;

CREATE VIEW job_summary AS
SELECT job.name AS job,
       job.state,
       job.expected_records,
       coalesce(sum(CASE WHEN page.state = 'delivered' THEN page.records END), 0) AS records,
       count(CASE WHEN page.state = 'delivered' THEN 1 END) AS delivered_pages,
       count(CASE WHEN page.state = 'failed' THEN 1 END) AS failed_pages,
       coalesce(sum(CASE WHEN page.state = 'delivered' THEN page.bytes END), 0) AS bytes,
       min(page.ended_at) AS first_page_at,
       max(page.ended_at) AS last_page_at,
       job.message
FROM job
LEFT JOIN page ON page.job = job.name
GROUP BY job.name;
