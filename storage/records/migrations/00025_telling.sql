-- The bell: what each person has not read is counted every few seconds for all who look.

-- +goose Up
CREATE INDEX notices_unread ON notices (person_id, id) WHERE read_at = 0;

-- +goose Down
DROP INDEX notices_unread;
