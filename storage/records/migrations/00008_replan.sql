-- Plans that take the place of others while a project runs.

-- +goose Up
-- A plan is a draft until the process has accepted it; applied is then the version that it has become, and its body has
-- moved to plans.
CREATE TABLE plan_drafts (
    project_id TEXT NOT NULL REFERENCES projects (id),
    key        TEXT NOT NULL,
    base       BIGINT NOT NULL,
    body       TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    at         BIGINT NOT NULL,
    applied    BIGINT NOT NULL,
    PRIMARY KEY (project_id, key)
);

-- What a version of the plan tells the sections, in the order in which they carry it out.
CREATE TABLE plan_orders (
    project_id TEXT NOT NULL REFERENCES projects (id),
    section    BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    line       BIGINT NOT NULL,
    sub_gig_id TEXT NOT NULL REFERENCES sub_gigs (id),
    command    TEXT NOT NULL,
    PRIMARY KEY (project_id, section, version, line)
);

-- The needs of one sub-gig are written anew when a plan changes them.
CREATE INDEX dependencies_sub_gig ON dependencies (sub_gig_id);

-- +goose Down
DROP INDEX dependencies_sub_gig;
DROP TABLE plan_orders;
DROP TABLE plan_drafts;
