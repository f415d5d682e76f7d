-- What sellers are asked for by re-plans, and what the plan says once they agree.

-- +goose Up
CREATE TABLE plan_consents (
    proposal_id TEXT NOT NULL PRIMARY KEY REFERENCES proposals (id),
    change      TEXT NOT NULL
);

-- Until when a project is paused; 0 while it is not.
ALTER TABLE projects ADD COLUMN paused_until BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE projects DROP COLUMN paused_until;
DROP TABLE plan_consents;
