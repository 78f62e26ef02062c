-- The index of the documents' features: derived from their texts, dropped and made again when the
-- way to find features changes.
--
-- A record is 12 bytes, the meaning of which the writer knows; their order is that of the bytes. A
-- run is a sorted set of records, cut into blocks. Small runs are merged into larger ones.

DROP TABLE IF EXISTS linking;
DROP TABLE IF EXISTS run_block;
DROP TABLE IF EXISTS run;

CREATE TABLE run (
    number   INTEGER PRIMARY KEY,
    version  INTEGER NOT NULL,            -- of the way to find features
    until    INTEGER NOT NULL,            -- this run and those before it hold the documents up to this document.number
    records  INTEGER NOT NULL             -- how many
);

CREATE TABLE run_block (
    number   INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL REFERENCES run,
    last     BLOB NOT NULL,               -- the last of the records
    records  BLOB NOT NULL
);
CREATE INDEX run_block_last ON run_block (run, last);

-- The documents up to this document.number have been compared with their likely kin.
CREATE TABLE linking (
    until    INTEGER NOT NULL
);
