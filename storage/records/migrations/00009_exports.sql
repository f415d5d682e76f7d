-- What is said about artifacts, and archives made of projects.

-- +goose Up
CREATE TABLE comments (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    artifact_id TEXT NOT NULL REFERENCES artifacts (id),
    author_id   TEXT NOT NULL,
    spot        TEXT NOT NULL,
    body        TEXT NOT NULL,
    sub_gigs    TEXT NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE INDEX comments_project ON comments (project_id, created_at);
CREATE INDEX comments_artifact ON comments (artifact_id, created_at);

-- made_of is the content address of what an export was made of: the same again is the same export.
CREATE TABLE exports (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind       TEXT NOT NULL,
    made_of    TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    file       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    UNIQUE (project_id, kind, made_of)
);

-- +goose Down
DROP TABLE exports;
DROP TABLE comments;
