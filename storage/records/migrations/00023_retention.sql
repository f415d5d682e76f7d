-- What is kept for a time and no longer: ways to find the old, and files that are on their way out of the store.

-- +goose Up
CREATE INDEX commits_at ON commits (at);
CREATE INDEX errands_ended ON errands (ended_at);
CREATE INDEX letters_said ON letters (ended_at) WHERE facts <> '{}' AND facts <> 'null';
CREATE INDEX notices_at ON notices (at);
CREATE INDEX webhook_attempts_at ON webhook_attempts (at);
CREATE INDEX uploads_sha256 ON uploads (sha256);

-- Files that nothing referred to. A row with at = 0 holds the hash for the length of a transaction, and no transaction
-- leaves one.
CREATE TABLE leaving_files (
    sha256  TEXT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    gone_at BIGINT NOT NULL -- 0 while the bytes may be in the store
);

-- +goose Down
DROP TABLE leaving_files;
DROP INDEX uploads_sha256;
DROP INDEX webhook_attempts_at;
DROP INDEX notices_at;
DROP INDEX letters_said;
DROP INDEX errands_ended;
DROP INDEX commits_at;
