-- The facts of a ledger: what was read, what the coder said, what people decided.
--
-- Rows are added, never changed: the triggers at the end say so to every tool. Offsets count UTF-8
-- bytes of document.text, half-open. Dates are ISO 8601 text (YYYY-MM-DD); an unknown one is NULL.
-- PRAGMA user_version is the version of this format, PRAGMA application_id is 'dtnt' in ASCII.

-- Reports as read. `raw` is the offset map to the file and `credits` who made the report, in JSON.
-- The dct columns hold the document creation time that the report itself states. The text comes
-- last, so that what stands before it is read without it.
CREATE TABLE document (
    number     INTEGER PRIMARY KEY,
    digest     TEXT NOT NULL UNIQUE,      -- SHA-256 in hexadecimal
    id         TEXT NOT NULL,             -- the name to print
    source     TEXT NOT NULL,             -- the file as the user named it
    credits    TEXT NOT NULL,
    dct_value  TEXT,
    dct_basis  TEXT NOT NULL,             -- header, metadata, dateline, given, unknown
    dct_start  INTEGER,
    dct_end    INTEGER,
    raw        TEXT NOT NULL,
    text       TEXT NOT NULL
);

-- Verified kinship of two documents, the smaller digest first.
CREATE TABLE link (
    a         INTEGER NOT NULL REFERENCES document,
    b         INTEGER NOT NULL REFERENCES document,
    relation  TEXT NOT NULL,              -- exact, near, paraphrase, excerpt
    a_in_b    REAL NOT NULL,              -- share of the words of a with a counterpart in b
    b_in_a    REAL NOT NULL,
    confidence REAL NOT NULL,             -- probability of the kinship, 0.5 to 1
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

-- One run of a coder over one document, with the document creation time that it assumed.
-- The highest number of a document counts.
CREATE TABLE coding (
    number     INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document,
    coder      TEXT NOT NULL,             -- the version of program and resources
    dct_value  TEXT,
    dct_basis  TEXT NOT NULL,
    dct_start  INTEGER,
    dct_end    INTEGER
);
CREATE INDEX coding_of_document ON coding (document, number);

-- One telling of one act.
CREATE TABLE mention (
    number          INTEGER PRIMARY KEY,
    coding          INTEGER NOT NULL REFERENCES coding,
    id              TEXT NOT NULL,
    act             TEXT NOT NULL,        -- type, 1 if mutual, parties of each side, in JSON: the mentions of one event agree
    type            TEXT NOT NULL,        -- PLOVER type
    mode            TEXT,                 -- PLOVER mode
    cameo           TEXT NOT NULL,        -- CAMEO code, leading zero kept
    modality        TEXT NOT NULL,        -- happened, ongoing, planned, hypothetical, denied, demanded
    reciprocal      INTEGER NOT NULL,     -- 1: all parties are in role source
    background      INTEGER NOT NULL,     -- 1: history to the report
    date_begin      TEXT,
    date_end        TEXT,
    date_precision  TEXT NOT NULL,
    date_basis      TEXT NOT NULL,        -- explicit, relative, document, inherited, unknown
    date_reason     TEXT,
    confidence      REAL NOT NULL,        -- 0 to 1
    found_by        TEXT NOT NULL,
    trigger_start   INTEGER NOT NULL,
    trigger_end     INTEGER NOT NULL,
    sentence_start  INTEGER NOT NULL,
    sentence_end    INTEGER NOT NULL,
    quote_start     INTEGER NOT NULL,     -- the evidence
    quote_end       INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    UNIQUE (coding, id)
);
CREATE INDEX mention_id ON mention (id);
CREATE INDEX mention_act ON mention (act);

CREATE TABLE participant (
    mention  INTEGER NOT NULL REFERENCES mention,
    role     TEXT NOT NULL,               -- source, target
    ordinal  INTEGER NOT NULL,
    actor    TEXT,                        -- the register's identifier
    name     TEXT NOT NULL,
    country  TEXT NOT NULL,
    sector   TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (mention, role, ordinal)
) WITHOUT ROWID;

-- On whose word, nearest to the event first.
CREATE TABLE attribution (
    mention  INTEGER NOT NULL REFERENCES mention,
    ordinal  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (mention, ordinal)
) WITHOUT ROWID;

-- Numbers told with the act.
CREATE TABLE quantity (
    mention  INTEGER NOT NULL REFERENCES mention,
    ordinal  INTEGER NOT NULL,
    value    TEXT NOT NULL,
    unit     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (mention, ordinal)
) WITHOUT ROWID;

-- Decisions on the identity of two mentions. The highest number of a pair counts.
CREATE TABLE judgement (
    number   INTEGER PRIMARY KEY,
    a        TEXT NOT NULL,               -- mention.id, the smaller first
    b        TEXT NOT NULL,
    verdict  TEXT NOT NULL,               -- same, different, unsure
    "by"     TEXT NOT NULL,
    score    REAL NOT NULL
);

-- The codings and mentions that count.
CREATE VIEW latest_coding AS
    SELECT * FROM coding WHERE number =
        (SELECT max(number) FROM coding later WHERE later.document = coding.document);
CREATE VIEW latest_mention AS
    SELECT mention.*, document.digest AS document
    FROM mention
    JOIN latest_coding ON latest_coding.number = mention.coding
    JOIN document ON document.number = latest_coding.document;

CREATE TRIGGER document_stays BEFORE DELETE ON document
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER document_holds BEFORE UPDATE ON document
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER link_stays BEFORE DELETE ON link
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER link_holds BEFORE UPDATE ON link
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER coding_stays BEFORE DELETE ON coding
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER coding_holds BEFORE UPDATE ON coding
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER mention_stays BEFORE DELETE ON mention
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER mention_holds BEFORE UPDATE ON mention
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER participant_stays BEFORE DELETE ON participant
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER participant_holds BEFORE UPDATE ON participant
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement
    BEGIN SELECT raise(ABORT, 'judgements are never deleted'); END;
CREATE TRIGGER judgement_holds BEFORE UPDATE ON judgement
    BEGIN SELECT raise(ABORT, 'judgements are never changed'); END;
