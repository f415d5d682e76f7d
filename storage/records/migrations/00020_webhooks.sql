-- Addresses that are told what happens, how far each has been told, and what was sent.

-- +goose Up
CREATE TABLE webhooks (
    id         TEXT NOT NULL PRIMARY KEY,
    owner_id   TEXT NOT NULL,
    project_id TEXT NOT NULL, -- empty for one of the whole instance
    url        TEXT NOT NULL,
    kinds      TEXT NOT NULL,
    form       TEXT NOT NULL,
    secrets    TEXT NOT NULL, -- encrypted with the server's key
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    failures   BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    failing_at BIGINT NOT NULL,
    next_try   BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL
);
CREATE INDEX webhooks_project ON webhooks (project_id, id);

-- A project without a row is told from its first event on.
CREATE TABLE webhook_places (
    webhook_id TEXT NOT NULL REFERENCES webhooks (id),
    project_id TEXT NOT NULL,
    seq        BIGINT NOT NULL,
    PRIMARY KEY (webhook_id, project_id)
);

CREATE TABLE webhook_attempts (
    webhook_id TEXT NOT NULL REFERENCES webhooks (id),
    number     BIGINT NOT NULL,
    message    TEXT NOT NULL,
    type       TEXT NOT NULL,
    project_id TEXT NOT NULL,
    seq        BIGINT NOT NULL,
    status     BIGINT NOT NULL,
    duration   BIGINT NOT NULL,
    answer     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (webhook_id, number)
);

-- +goose Down
DROP TABLE webhook_attempts;
DROP TABLE webhook_places;
DROP TABLE webhooks;
