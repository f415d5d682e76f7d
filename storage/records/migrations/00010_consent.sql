-- What sellers are asked for by re-plans, and what the plan says once they agree.

-- +goose Up
CREATE TABLE plan_consents (
    proposal_id TEXT NOT NULL PRIMARY KEY REFERENCES proposals (id),
    change      TEXT NOT NULL
);

-- +goose Down
DROP TABLE plan_consents;
