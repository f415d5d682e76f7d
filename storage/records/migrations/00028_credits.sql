-- Who agrees to be named in public credits, and which credits are public.

-- +goose Up
CREATE TABLE credit_consents (
    project_id TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    agrees     BOOLEAN NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (project_id, person_id)
);
CREATE INDEX credit_consents_person ON credit_consents (person_id);

CREATE TABLE credit_pages (
    project_id TEXT NOT NULL PRIMARY KEY,
    secret     TEXT NOT NULL UNIQUE, -- of an address that is given to everybody
    by_id      TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE credit_pages;
DROP TABLE credit_consents;
