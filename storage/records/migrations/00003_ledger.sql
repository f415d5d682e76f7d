-- The ledger learns to clear, to pay out and to be sealed. See 00002 for the rules of this text.

-- +goose Up

-- What was asked for stands beside the entries, so that an audit can book it again. What is there already is filled in
-- from its entries; it has no share, because nothing was settled before.
--
-- hash seals each transaction behind the one before (project.Transaction.HashAfter). Transactions from before this step
-- keep an empty hash. They are part of the chain all the same: the first posting that follows is sealed behind a hash
-- that is computed over all of them, so from then on a change to them is found like any other. ledger_hash is the hash
-- of the newest transaction, empty for a ledger that was not posted to since.
ALTER TABLE ledger_transactions ADD COLUMN seller_id TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_transactions ADD COLUMN minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ledger_transactions ADD COLUMN share BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ledger_transactions ADD COLUMN clears_at BIGINT NOT NULL DEFAULT 0; -- 0: it put nothing into clearing
ALTER TABLE ledger_transactions ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN ledger_hash TEXT NOT NULL DEFAULT '';

UPDATE ledger_transactions SET
    minor = (SELECT COALESCE(SUM(e.minor), 0) FROM ledger_entries e
        WHERE e.project_id = ledger_transactions.project_id AND e.seq = ledger_transactions.seq AND e.minor > 0),
    seller_id = (SELECT COALESCE(MIN(SUBSTR(e.account, 8)), '') FROM ledger_entries e
        WHERE e.project_id = ledger_transactions.project_id AND e.seq = ledger_transactions.seq AND e.account LIKE 'seller/%');

-- The platform bears what a bank takes back after it was promised to a seller, so its account may be negative too.
CREATE TABLE balances_with_loss (
    project_id TEXT NOT NULL REFERENCES projects (id),
    account    TEXT NOT NULL,
    minor      BIGINT NOT NULL,
    PRIMARY KEY (project_id, account),
    CHECK (account = 'outside' OR account = 'loss' OR minor >= 0)
);
INSERT INTO balances_with_loss (project_id, account, minor) SELECT project_id, account, minor FROM balances;
DROP TABLE balances;
ALTER TABLE balances_with_loss RENAME TO balances;

-- What is in clearing, for the sweep: a row comes with the transaction and goes with the one that clears it.
CREATE TABLE ledger_clearing (
    project_id TEXT NOT NULL REFERENCES projects (id),
    key        TEXT NOT NULL,
    sub_gig_id TEXT NOT NULL, -- empty for a tip
    due        BIGINT NOT NULL,
    PRIMARY KEY (project_id, key)
);
CREATE INDEX ledger_clearing_due ON ledger_clearing (due);

-- The newest audit of each project.
CREATE TABLE audits (
    project_id   TEXT NOT NULL PRIMARY KEY REFERENCES projects (id),
    at           BIGINT NOT NULL,
    transactions BIGINT NOT NULL,
    last_event   BIGINT NOT NULL,
    wrong        BOOLEAN NOT NULL,
    findings     TEXT NOT NULL
);

-- +goose Down
DROP TABLE audits;
DROP TABLE ledger_clearing;
CREATE TABLE balances_without_loss (
    project_id TEXT NOT NULL REFERENCES projects (id),
    account    TEXT NOT NULL,
    minor      BIGINT NOT NULL,
    PRIMARY KEY (project_id, account),
    CHECK (account = 'outside' OR minor >= 0)
);
INSERT INTO balances_without_loss (project_id, account, minor) SELECT project_id, account, minor FROM balances;
DROP TABLE balances;
ALTER TABLE balances_without_loss RENAME TO balances;
ALTER TABLE projects DROP COLUMN ledger_hash;
ALTER TABLE ledger_transactions DROP COLUMN hash;
ALTER TABLE ledger_transactions DROP COLUMN clears_at;
ALTER TABLE ledger_transactions DROP COLUMN share;
ALTER TABLE ledger_transactions DROP COLUMN minor;
ALTER TABLE ledger_transactions DROP COLUMN seller_id;
