-- Who did what, and what is kept how long. See 00002 for the rules of this text.

-- +goose Up

-- hash seals each line behind the one before (project.AuditLine.HashAfter). about reads ;id;id; so that one is found by ;id;.
-- reason and salt are not sealed themselves: they go when the person goes.
CREATE TABLE audit_log (
    seq         BIGINT NOT NULL PRIMARY KEY,
    at          BIGINT NOT NULL,
    actor_id    TEXT NOT NULL,
    behalf_id   TEXT NOT NULL,
    token_id    TEXT NOT NULL,
    operation   TEXT NOT NULL,
    about       TEXT NOT NULL,
    status      BIGINT NOT NULL,
    request_id  TEXT NOT NULL,
    address     TEXT NOT NULL,
    changes     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    reason_hash TEXT NOT NULL,
    salt        TEXT NOT NULL,
    hash        TEXT NOT NULL
);
CREATE INDEX audit_log_actor ON audit_log (actor_id, seq);

-- The newest line, and the newest that was forgotten. Whoever appends changes this row first, so lines follow one another
-- however many processes write them.
CREATE TABLE audit_head (
    id             BIGINT NOT NULL PRIMARY KEY,
    seq            BIGINT NOT NULL,
    hash           TEXT NOT NULL,
    forgotten      BIGINT NOT NULL,
    forgotten_hash TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash, forgotten, forgotten_hash) VALUES (1, 0, '', 0, '');

-- What the audit log will say of a command that was begun; empty once it says so.
ALTER TABLE commands ADD COLUMN line TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE commands DROP COLUMN line;
DROP TABLE audit_head;
DROP TABLE audit_log;
