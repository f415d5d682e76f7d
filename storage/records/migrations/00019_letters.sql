-- What people are told: letters on their way out, notices inside, what they chose, and how far the logs were told of.

-- +goose Up
CREATE TABLE letters (
    id         TEXT NOT NULL PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    project_id TEXT NOT NULL, -- empty when it is about none
    sub_gig_id TEXT NOT NULL, -- empty when it is about none
    link_id    TEXT NOT NULL, -- empty for none
    facts      TEXT NOT NULL,
    at         BIGINT NOT NULL,
    state      TEXT NOT NULL,
    tries      BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,
    problem    TEXT NOT NULL,
    ended_at   BIGINT NOT NULL
);
CREATE INDEX letters_due ON letters (state, due_at);
CREATE INDEX letters_person ON letters (person_id, id);

CREATE TABLE notices (
    id         TEXT NOT NULL PRIMARY KEY,
    person_id  TEXT NOT NULL,
    kind       TEXT NOT NULL,
    project_id TEXT NOT NULL, -- empty when it is about none
    sub_gig_id TEXT NOT NULL, -- empty when it is about none
    detail     TEXT NOT NULL, -- a code word, as in the log
    letter_id  TEXT NOT NULL, -- the letter that tells it too; empty for none
    shown      BOOLEAN NOT NULL, -- inside, to who uses the application
    at         BIGINT NOT NULL,
    read_at    BIGINT NOT NULL
);
CREATE INDEX notices_person ON notices (person_id, id);
CREATE INDEX notices_letter ON notices (letter_id);

-- Up to which event of a project's log people were told.
CREATE TABLE told (
    project_id TEXT NOT NULL PRIMARY KEY,
    seq        BIGINT NOT NULL,
    week       BIGINT NOT NULL -- for which the bulletin was put; 0 for none
);
-- What was before is history: nobody is told of it now.
INSERT INTO told (project_id, seq, week) SELECT id, last_event, 0 FROM projects;

CREATE TABLE notify_choices (
    person_id TEXT NOT NULL,
    kind      TEXT NOT NULL, -- of a notice, or a class of kinds
    mail      TEXT NOT NULL, -- now, hourly, daily, weekly or never
    inside    BOOLEAN NOT NULL,
    push      BOOLEAN NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (person_id, kind)
);

CREATE TABLE calendars (
    person_id  TEXT NOT NULL PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE, -- hex sha256 of the secret in its address
    created_at BIGINT NOT NULL
);

-- Secrets of this instance, made when first asked for.
CREATE TABLE instance_keys (
    name   TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);

-- +goose Down
DROP TABLE instance_keys;
DROP TABLE calendars;
DROP TABLE notify_choices;
DROP TABLE told;
DROP TABLE notices;
DROP TABLE letters;
