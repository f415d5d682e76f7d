-- What the two sides of a sub-gig ask of each other, calls and who applied to them. Times, money and structured values as
-- in 00002; work_for is BIGINT microseconds.

-- +goose Up
ALTER TABLE offers ADD COLUMN price_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE offers ADD COLUMN work_for BIGINT NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN proposal_id TEXT NOT NULL DEFAULT '';
ALTER TABLE sub_gigs ADD COLUMN call_mode TEXT NOT NULL DEFAULT ''; -- while a call is open
CREATE INDEX sub_gigs_call ON sub_gigs (call_mode, id);

CREATE TABLE proposals (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id  TEXT NOT NULL REFERENCES sub_gigs (id),
    offer_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    side        TEXT NOT NULL,
    actor_id    TEXT NOT NULL,
    state       TEXT NOT NULL,
    minor       BIGINT NOT NULL,
    time        BIGINT NOT NULL,
    outcome     TEXT NOT NULL,
    by_rule     BOOLEAN NOT NULL,
    words       TEXT NOT NULL, -- of who proposes
    reply       TEXT NOT NULL, -- of who answers
    made_at     BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    answered_at BIGINT NOT NULL
);
CREATE INDEX proposals_sub_gig ON proposals (sub_gig_id, id);
CREATE INDEX proposals_open ON proposals (state, kind, id);

-- alias numbers the applications to one sub-gig from 1, for auditions in which nobody is named.
CREATE TABLE applications (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id  TEXT NOT NULL REFERENCES sub_gigs (id),
    seller_id   TEXT NOT NULL,
    alias       BIGINT NOT NULL,
    words       TEXT NOT NULL,
    files       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    UNIQUE (sub_gig_id, seller_id),
    UNIQUE (sub_gig_id, alias)
);

-- +goose Down
DROP TABLE applications;
DROP TABLE proposals;
DROP INDEX sub_gigs_call;
ALTER TABLE sub_gigs DROP COLUMN call_mode;
ALTER TABLE events DROP COLUMN proposal_id;
ALTER TABLE offers DROP COLUMN work_for;
ALTER TABLE offers DROP COLUMN price_minor;
