-- Who takes part in a project by a role that was given to them.

-- +goose Up
CREATE TABLE members (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    person_id  TEXT NOT NULL,
    role       TEXT NOT NULL,
    reach      TEXT NOT NULL, -- section, roles, deliveries
    added_by   TEXT NOT NULL,
    added_at   BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL -- 0 while it holds
);
CREATE UNIQUE INDEX members_once ON members (project_id, person_id, role) WHERE ended_at = 0;
CREATE INDEX members_person ON members (person_id) WHERE ended_at = 0;

-- +goose Down
DROP TABLE members;
