-- How people get in: links that are used once, sessions, and what a token is for. No row holds a secret: those of links are
-- made from a key that is not in the database, those of sessions and tokens are hashed.

-- +goose Up
CREATE TABLE links (
    id         TEXT NOT NULL PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id),
    purpose    TEXT NOT NULL,
    tries      BIGINT NOT NULL,
    by_id      TEXT NOT NULL, -- empty for the instance, or whoever typed the address
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL
);
CREATE INDEX links_person ON links (person_id, expires_at);

CREATE TABLE sessions (
    id         TEXT NOT NULL PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id),
    hash       TEXT NOT NULL UNIQUE,
    agent      TEXT NOT NULL,
    address    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id, expires_at);

ALTER TABLE tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tokens ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX tokens_person ON tokens (person_id);
CREATE INDEX people_email ON people (lower(email));

-- +goose Down
DROP INDEX people_email;
DROP INDEX tokens_person;
ALTER TABLE tokens DROP COLUMN seen_at;
ALTER TABLE tokens DROP COLUMN scopes;
DROP TABLE sessions;
DROP TABLE links;
