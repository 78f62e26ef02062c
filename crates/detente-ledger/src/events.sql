-- The events of a ledger: derived from its facts, dropped and rebuilt at will.
--
-- The same facts give the same rows, whatever the order in which they came, and whether they are
-- derived at once or as they come.

DROP TABLE IF EXISTS conflict_value;
DROP TABLE IF EXISTS conflict;
DROP TABLE IF EXISTS event_evidence;
DROP TABLE IF EXISTS event_party;
DROP TABLE IF EXISTS event;
DROP TABLE IF EXISTS description;
DROP TABLE IF EXISTS story_member;
DROP TABLE IF EXISTS story;
DROP TABLE IF EXISTS derivation;

-- The facts that the view was derived from; other facts came later.
CREATE TABLE derivation (
    documents   INTEGER NOT NULL,         -- the highest document.number
    codings     INTEGER NOT NULL,         -- the highest coding.number
    judgements  INTEGER NOT NULL,         -- the highest judgement.number
    coder       TEXT NOT NULL             -- whose codings they are
);

CREATE TABLE story (
    id              TEXT PRIMARY KEY,
    members         INTEGER NOT NULL,
    representative  TEXT NOT NULL         -- document.digest: lacks least of what the others hold
) WITHOUT ROWID;

CREATE TABLE story_member (
    story        TEXT NOT NULL REFERENCES story,
    ordinal      INTEGER NOT NULL,        -- 0: the original
    document     TEXT NOT NULL UNIQUE,    -- document.digest
    relation     TEXT NOT NULL,           -- original, exact, near, paraphrase, excerpt
    of           TEXT,                    -- the member it is compared with
    containment  REAL NOT NULL,
    descent      TEXT NOT NULL,           -- origin, copy (of `of`), sibling (of `of`)
    why          TEXT NOT NULL,           -- JSON array: credit, dateline, date, completeness, edits
    PRIMARY KEY (story, ordinal)
) WITHOUT ROWID;

-- What a member of a story and the one that it is compared with have in common, and what not.
CREATE TABLE description (
    document     TEXT PRIMARY KEY,        -- document.digest
    of           TEXT NOT NULL,           -- the member it is compared with
    apart        INTEGER NOT NULL,        -- 1: neither can have been made from the other alone
    alignment    TEXT NOT NULL,           -- JSON array of [start in of, end, start in document, end], a sentence each
    alterations  TEXT NOT NULL            -- JSON array of the same with class and kind behind
) WITHOUT ROWID;

-- What happened, was planned, feared, demanded or denied, once however often told.
CREATE TABLE event (
    id              TEXT PRIMARY KEY,
    act             TEXT NOT NULL,        -- mention.act of its best proof
    type            TEXT NOT NULL,
    mode            TEXT,
    cameo           TEXT NOT NULL,
    modality        TEXT NOT NULL,
    reciprocal      INTEGER NOT NULL,
    background      INTEGER NOT NULL,     -- 1: history to every report that tells it
    date_begin      TEXT,
    date_end        TEXT,
    date_precision  TEXT NOT NULL,
    date_basis      TEXT NOT NULL,
    date_reason     TEXT,
    reports         INTEGER NOT NULL,     -- documents that tell it
    stories         INTEGER NOT NULL,     -- copies count once
    sources         INTEGER NOT NULL      -- stories from one agency or outlet count once
) WITHOUT ROWID;
CREATE INDEX event_act ON event (act);

CREATE TABLE event_party (
    event    TEXT NOT NULL REFERENCES event,
    role     TEXT NOT NULL,               -- source, target
    ordinal  INTEGER NOT NULL,
    actor    TEXT,
    name     TEXT NOT NULL,
    country  TEXT NOT NULL,
    sector   TEXT NOT NULL,
    PRIMARY KEY (event, role, ordinal)
) WITHOUT ROWID;
CREATE INDEX event_party_country ON event_party (country, event);

-- The proofs of an event, best first.
CREATE TABLE event_evidence (
    event        TEXT NOT NULL REFERENCES event,
    ordinal      INTEGER NOT NULL,
    mention      TEXT NOT NULL UNIQUE,    -- mention.id
    document     TEXT NOT NULL,           -- document.digest
    doc          TEXT NOT NULL,           -- document.id
    source       TEXT NOT NULL,           -- document.source
    start        INTEGER NOT NULL,        -- in document.text
    "end"        INTEGER NOT NULL,
    quote        TEXT NOT NULL,
    raw_start    INTEGER NOT NULL,        -- in the file
    raw_end      INTEGER NOT NULL,
    story        TEXT NOT NULL REFERENCES story,
    credit       TEXT,                    -- agency or outlet
    dct          TEXT,
    attribution  TEXT NOT NULL,           -- JSON array of names
    quantities   TEXT NOT NULL,           -- JSON array of {span, value, unit}
    PRIMARY KEY (event, ordinal)
) WITHOUT ROWID;
CREATE INDEX event_evidence_document ON event_evidence (document);
CREATE INDEX event_evidence_story ON event_evidence (story);

-- Tellings that cannot all be right.
CREATE TABLE conflict (
    event    TEXT NOT NULL REFERENCES event,
    ordinal  INTEGER NOT NULL,
    field    TEXT NOT NULL,               -- quantity, date, modality
    PRIMARY KEY (event, ordinal)
) WITHOUT ROWID;

CREATE TABLE conflict_value (
    event     TEXT NOT NULL,
    conflict  INTEGER NOT NULL,           -- conflict.ordinal
    ordinal   INTEGER NOT NULL,
    value     TEXT NOT NULL,
    mention   TEXT NOT NULL,              -- event_evidence.mention
    PRIMARY KEY (event, conflict, ordinal),
    FOREIGN KEY (event, conflict) REFERENCES conflict (event, ordinal)
) WITHOUT ROWID;
