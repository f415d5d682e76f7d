-- Work on bytes that somebody asked for beside the process of a project: dry runs and splits.

-- +goose Up
CREATE TABLE errands (
    id         TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    sub_gig_id TEXT NOT NULL,
    files      TEXT NOT NULL,
    wish       TEXT NOT NULL,
    state      TEXT NOT NULL,
    problem    TEXT NOT NULL,
    result     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL
);

-- An upload may belong to no project: a source that is to be split has none yet.
CREATE TABLE uploads_of_anybody (
    id          TEXT NOT NULL PRIMARY KEY,
    owner_id    TEXT NOT NULL,
    project_id  TEXT NOT NULL, -- empty for a source that is to be split
    sub_gig_id  TEXT NOT NULL, -- empty for a reference
    name        TEXT NOT NULL,
    size_bytes  BIGINT NOT NULL,
    type        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    part_size   BIGINT NOT NULL,
    parts       BIGINT NOT NULL,
    store_id    TEXT NOT NULL,
    state       TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
INSERT INTO uploads_of_anybody SELECT * FROM uploads;
DROP TABLE uploads;
ALTER TABLE uploads_of_anybody RENAME TO uploads;
CREATE INDEX uploads_owner ON uploads (owner_id, fingerprint);
CREATE INDEX uploads_state ON uploads (state, updated_at);

-- +goose Down
DROP TABLE errands;
