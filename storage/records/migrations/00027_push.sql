-- Browsers that show what their person is told, and what they have still to show.

-- +goose Up
CREATE TABLE push_subscriptions (
    id         TEXT NOT NULL PRIMARY KEY,
    person_id  TEXT NOT NULL,
    session_id TEXT NOT NULL, -- in which it was asked for; empty when it was by a token
    name       TEXT NOT NULL,
    sealed     TEXT NOT NULL, -- where it is reached
    hash       TEXT NOT NULL UNIQUE, -- hex sha256 of the endpoint
    created_at BIGINT NOT NULL
);
CREATE INDEX push_subscriptions_person ON push_subscriptions (person_id, id);

CREATE TABLE pushes (
    subscription_id TEXT NOT NULL REFERENCES push_subscriptions (id),
    notice_id       TEXT NOT NULL,
    tries           BIGINT NOT NULL,
    due_at          BIGINT NOT NULL,
    PRIMARY KEY (subscription_id, notice_id)
);
CREATE INDEX pushes_due ON pushes (due_at);

-- +goose Down
DROP TABLE pushes;
DROP TABLE push_subscriptions;
