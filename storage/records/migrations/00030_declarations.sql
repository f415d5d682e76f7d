-- What a seller says of the rights to a delivery, as JSON: null when nothing was said.

-- +goose Up
ALTER TABLE deliveries ADD COLUMN declaration TEXT NOT NULL DEFAULT 'null';

-- +goose Down
ALTER TABLE deliveries DROP COLUMN declaration;
