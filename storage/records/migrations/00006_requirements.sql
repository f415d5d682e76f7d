-- What buyers have supplied, and the ways to all that happened around one sub-gig.

-- +goose Up
CREATE TABLE requirement_answers (
    project_id  TEXT NOT NULL REFERENCES projects (id),
    key         TEXT COLLATE "binary" NOT NULL,
    value       TEXT NOT NULL, -- empty for a file
    file        TEXT NOT NULL, -- JSON, empty for words
    actor_id    TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, key)
);

CREATE INDEX events_of_sub_gig ON events (sub_gig_id, seq) WHERE sub_gig_id <> '';
CREATE INDEX transactions_of_sub_gig ON ledger_transactions (sub_gig_id, seq) WHERE sub_gig_id <> '';

-- +goose Down
DROP INDEX transactions_of_sub_gig;
DROP INDEX events_of_sub_gig;
DROP TABLE requirement_answers;
