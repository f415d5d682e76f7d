-- What sellers show of their work to those who cast.

-- +goose Up
CREATE TABLE reels (
    person_id  TEXT NOT NULL PRIMARY KEY,
    samples    TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE reels;
