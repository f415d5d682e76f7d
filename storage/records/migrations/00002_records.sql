-- One text for SQLite and PostgreSQL. Times are BIGINT microseconds since 1970 UTC (0: not set), money is BIGINT minor
-- units, structured values are JSON in TEXT, ids are TEXT. The collation "binary" is the order of bytes in both engines;
-- it stands where lists are ordered by text that may hold a hyphen.

-- +goose Up
CREATE TABLE people (
    id         TEXT NOT NULL PRIMARY KEY,
    handle     TEXT COLLATE "binary" NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    country    TEXT NOT NULL,
    zone       TEXT NOT NULL,
    email      TEXT NOT NULL,
    roles      TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE tokens (
    id         TEXT NOT NULL PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id),
    hash       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL
);

-- last_event and last_transaction number the log and the ledger without gaps. writer, epoch and seq are those of the
-- newest commit that changed the project itself.
CREATE TABLE projects (
    id               TEXT NOT NULL PRIMARY KEY,
    title            TEXT NOT NULL,
    state            TEXT NOT NULL,
    buyer_id         TEXT NOT NULL,
    producer_id      TEXT NOT NULL,
    currency         TEXT NOT NULL,
    budget_minor     BIGINT NOT NULL,
    due              BIGINT NOT NULL,
    plan_version     BIGINT NOT NULL,
    sub_gigs         BIGINT NOT NULL,
    approved         BIGINT NOT NULL,
    final_id         TEXT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    last_event       BIGINT NOT NULL,
    last_transaction BIGINT NOT NULL,
    writer           TEXT NOT NULL,
    epoch            BIGINT NOT NULL,
    seq              BIGINT NOT NULL
);
CREATE INDEX projects_buyer ON projects (buyer_id);
CREATE INDEX projects_producer ON projects (producer_id);

CREATE TABLE plans (
    project_id TEXT NOT NULL REFERENCES projects (id),
    version    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (project_id, version)
);

CREATE TABLE project_references (
    project_id TEXT NOT NULL REFERENCES projects (id),
    key        TEXT COLLATE "binary" NOT NULL,
    title      TEXT NOT NULL,
    guide      BOOLEAN NOT NULL,
    file       TEXT NOT NULL, -- JSON, empty until it was sent up
    PRIMARY KEY (project_id, key)
);

-- The words of the plan, the process snapshot (process, JSON of project.SubGig) and what lists ask of it in columns.
CREATE TABLE sub_gigs (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    key        TEXT NOT NULL,
    section    BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    title      TEXT NOT NULL,
    role       TEXT NOT NULL,
    brief      TEXT NOT NULL,
    spec       TEXT NOT NULL,
    place      TEXT NOT NULL,
    needs      TEXT NOT NULL,
    refs       TEXT NOT NULL,
    state      TEXT NOT NULL,
    seller_id  TEXT NOT NULL,
    due        BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    writer     TEXT NOT NULL,
    epoch      BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    process    TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (project_id, position),
    UNIQUE (project_id, key)
);
CREATE INDEX sub_gigs_section ON sub_gigs (project_id, section);

CREATE TABLE dependencies (
    sub_gig_id  TEXT NOT NULL REFERENCES sub_gigs (id),
    upstream_id TEXT NOT NULL REFERENCES sub_gigs (id),
    PRIMARY KEY (upstream_id, sub_gig_id)
);

CREATE TABLE offers (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id  TEXT NOT NULL REFERENCES sub_gigs (id),
    seller_id   TEXT NOT NULL,
    state       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    note        TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    answered_at BIGINT NOT NULL
);
CREATE INDEX offers_seller ON offers (seller_id, id);
CREATE INDEX offers_project ON offers (project_id, id);
CREATE INDEX offers_sub_gig ON offers (sub_gig_id, id);

CREATE TABLE uploads (
    id          TEXT NOT NULL PRIMARY KEY,
    owner_id    TEXT NOT NULL,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id  TEXT NOT NULL, -- empty for a reference
    name        TEXT NOT NULL,
    size_bytes  BIGINT NOT NULL,
    type        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    part_size   BIGINT NOT NULL,
    parts       BIGINT NOT NULL,
    store_id    TEXT NOT NULL,
    state       TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX uploads_owner ON uploads (owner_id, fingerprint);
CREATE INDEX uploads_state ON uploads (state, updated_at);

CREATE TABLE deliveries (
    id           TEXT NOT NULL PRIMARY KEY,
    project_id   TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id   TEXT NOT NULL REFERENCES sub_gigs (id),
    seller_id    TEXT NOT NULL,
    version      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    note         TEXT NOT NULL,
    files        TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    submitted_at BIGINT NOT NULL
);
CREATE INDEX deliveries_sub_gig ON deliveries (sub_gig_id, version);

CREATE TABLE inspections (
    delivery_id TEXT NOT NULL PRIMARY KEY REFERENCES deliveries (id),
    passed      BOOLEAN NOT NULL,
    body        TEXT NOT NULL,
    at          BIGINT NOT NULL
);

CREATE TABLE reviews (
    id          TEXT NOT NULL PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    reviewer_id TEXT NOT NULL,
    decision    TEXT NOT NULL,
    notes       TEXT NOT NULL,
    state       TEXT NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE INDEX reviews_delivery ON reviews (delivery_id);

CREATE TABLE artifacts (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind       TEXT NOT NULL,
    build      TEXT NOT NULL,
    manifest   TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (project_id, kind, build)
);

CREATE TABLE events (
    project_id  TEXT NOT NULL REFERENCES projects (id),
    seq         BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    sub_gig_id  TEXT NOT NULL,
    actor_id    TEXT NOT NULL,
    offer_id    TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    detail      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (project_id, seq)
);

CREATE TABLE ledger_transactions (
    project_id TEXT NOT NULL REFERENCES projects (id),
    seq        BIGINT NOT NULL,
    key        TEXT NOT NULL,
    kind       TEXT NOT NULL,
    sub_gig_id TEXT NOT NULL,
    currency   TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (project_id, seq),
    UNIQUE (project_id, key)
);

CREATE TABLE ledger_entries (
    project_id TEXT NOT NULL,
    seq        BIGINT NOT NULL,
    line       BIGINT NOT NULL,
    account    TEXT NOT NULL,
    minor      BIGINT NOT NULL,
    PRIMARY KEY (project_id, seq, line),
    FOREIGN KEY (project_id, seq) REFERENCES ledger_transactions (project_id, seq)
);

-- What stands on each account: the sum of its entries, kept in the transaction that writes them.
CREATE TABLE balances (
    project_id TEXT NOT NULL REFERENCES projects (id),
    account    TEXT NOT NULL,
    minor      BIGINT NOT NULL,
    PRIMARY KEY (project_id, account),
    CHECK (account = 'outside' OR minor >= 0)
);

-- Each step of the process that was recorded, with the answer that its repeats get.
CREATE TABLE commits (
    project_id TEXT NOT NULL REFERENCES projects (id),
    writer     TEXT NOT NULL,
    epoch      BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    answer     TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (project_id, writer, epoch, seq)
);

CREATE TABLE commands (
    actor_id TEXT NOT NULL,
    key      TEXT NOT NULL,
    request  TEXT NOT NULL,
    seed     TEXT NOT NULL,
    at       BIGINT NOT NULL,
    status   BIGINT NOT NULL,
    answer   TEXT NOT NULL, -- base64
    headers  TEXT NOT NULL,
    PRIMARY KEY (actor_id, key)
);
CREATE INDEX commands_at ON commands (at);

-- +goose Down
DROP TABLE commands;
DROP TABLE commits;
DROP TABLE balances;
DROP TABLE ledger_entries;
DROP TABLE ledger_transactions;
DROP TABLE events;
DROP TABLE artifacts;
DROP TABLE reviews;
DROP TABLE inspections;
DROP TABLE deliveries;
DROP TABLE uploads;
DROP TABLE offers;
DROP TABLE dependencies;
DROP TABLE sub_gigs;
DROP TABLE project_references;
DROP TABLE plans;
DROP TABLE projects;
DROP TABLE tokens;
DROP TABLE people;
