-- Payouts and where people want to be paid. See 00002 for the rules of this text.

-- +goose Up

-- minor went out when the payout was made, back_minor of it has come back. account is where it goes, fixed with tried_at
-- before the provider is asked for the first time.
CREATE TABLE payouts (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    seller_id  TEXT NOT NULL,
    number     BIGINT NOT NULL,
    minor      BIGINT NOT NULL,
    currency   TEXT NOT NULL,
    state      TEXT NOT NULL,
    provider   TEXT NOT NULL,
    account    TEXT NOT NULL,
    reference  TEXT NOT NULL,
    reason     TEXT NOT NULL,
    back_minor BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    tried_at   BIGINT NOT NULL,
    sent_at    BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    UNIQUE (project_id, seller_id, number),
    CHECK (minor > 0 AND back_minor >= 0 AND back_minor <= minor)
);
CREATE INDEX payouts_seller ON payouts (seller_id, id);
CREATE INDEX payouts_state ON payouts (state, provider, id);

CREATE TABLE payout_destinations (
    person_id  TEXT NOT NULL REFERENCES people (id),
    provider   TEXT NOT NULL,
    account    TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, provider)
);

-- For the statement of a seller over all projects.
CREATE INDEX ledger_transactions_seller ON ledger_transactions (seller_id, at);
CREATE INDEX ledger_transactions_sub_gig ON ledger_transactions (sub_gig_id);

-- +goose Down
DROP INDEX ledger_transactions_sub_gig;
DROP INDEX ledger_transactions_seller;
DROP TABLE payout_destinations;
DROP TABLE payouts;
