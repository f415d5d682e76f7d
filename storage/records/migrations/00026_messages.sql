-- What was said in rooms is kept for a time: ways to find the old, and the projects that keep it because of a dispute.

-- +goose Up
CREATE INDEX messages_said ON messages (created_at) WHERE room <> '' AND deleted_at = 0;
CREATE INDEX events_disputes ON events (project_id) WHERE kind = 'dispute.opened';

-- +goose Down
DROP INDEX events_disputes;
DROP INDEX messages_said;
