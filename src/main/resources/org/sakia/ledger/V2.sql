-- The ledger, version 2: pages that name the one behind them, limits that jobs share, quotas.
ALTER TABLE page ADD COLUMN next TEXT; -- what asks for the page behind it; NULL at the end and where pages are numbered

CREATE INDEX page_next ON page (job, partition, next) WHERE next IS NOT NULL;

-- A limit is a job's own and has its name, or is shared by a limit group and is called '@' and the group's name.
ALTER TABLE send RENAME COLUMN job TO name;

CREATE TABLE quota (
    -- How many requests left in each slice of a quota's period: the count goes on over restarts.
    name     TEXT NOT NULL,    -- as in table send
    begins   TEXT NOT NULL,    -- of the slice
    requests INTEGER NOT NULL,
    PRIMARY KEY (name, begins)
) WITHOUT ROWID;

ALTER TABLE cursor ADD COLUMN ended INTEGER NOT NULL DEFAULT 0; -- 1 once nothing is left to ask for
ALTER TABLE cursor ADD COLUMN expected INTEGER;                 -- records the source says the partition has

-- Of incremental jobs: the highest value in the page, and records left out because an earlier round delivered them.
ALTER TABLE page ADD COLUMN highest TEXT;
ALTER TABLE page ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;

CREATE INDEX record_key_hash ON record_key (job, hash);
