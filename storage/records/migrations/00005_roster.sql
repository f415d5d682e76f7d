-- +goose Up
-- What a person says of themselves as a seller: body is JSON of project.Profile, without country and zone, which stand with
-- the person; what lists ask of it stands beside it. languages reads ;pt-BR;en; so that one is found by ;en; and all of a
-- language by ;pt-. A commit that takes or frees a place of theirs holds the row until its end.
CREATE TABLE profiles (
    person_id  TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
    keeper_id  TEXT NOT NULL,
    capacity   BIGINT NOT NULL, -- 0 is no limit
    languages  TEXT NOT NULL,
    body       TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE profile_roles (
    person_id  TEXT NOT NULL REFERENCES profiles (person_id),
    role       TEXT NOT NULL,
    rate_minor BIGINT NOT NULL, -- 0 is not said
    currency   TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);
CREATE INDEX profile_roles_role ON profile_roles (role, person_id);

CREATE TABLE profile_leaves (
    person_id TEXT NOT NULL REFERENCES profiles (person_id),
    from_at   BIGINT NOT NULL,
    to_at     BIGINT NOT NULL,
    PRIMARY KEY (person_id, from_at, to_at)
);

-- Whom a buyer keeps; tags read ;brass;fast;
CREATE TABLE kept_sellers (
    buyer_id  TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    note      TEXT NOT NULL,
    tags      TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (buyer_id, person_id)
);

-- A ranking with everything it was made from, so that anybody can make it again.
CREATE TABLE rankings (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id TEXT NOT NULL REFERENCES sub_gigs (id),
    actor_id   TEXT NOT NULL,
    rule       BIGINT NOT NULL,
    inputs     TEXT NOT NULL,
    result     TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE ratings (
    sub_gig_id TEXT NOT NULL REFERENCES sub_gigs (id),
    rater_id   TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    seller_id  TEXT NOT NULL,
    stars      BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (sub_gig_id, rater_id)
);

CREATE INDEX sub_gigs_seller ON sub_gigs (seller_id, state);
CREATE INDEX offers_queued ON offers (seller_id, made_at) WHERE state = 'queued';
CREATE INDEX events_sub_gig ON events (sub_gig_id, seq);

-- +goose Down
DROP INDEX events_sub_gig;
DROP INDEX offers_queued;
DROP INDEX sub_gigs_seller;
DROP TABLE ratings;
DROP TABLE rankings;
DROP TABLE kept_sellers;
DROP TABLE profile_leaves;
DROP TABLE profile_roles;
DROP TABLE profiles;
