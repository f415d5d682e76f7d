-- How somebody is called and spoken to. See 00002 for the rules of this text.

-- +goose Up
ALTER TABLE people ADD COLUMN pronunciation TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- of project.Languages; empty: not chosen

-- +goose Down
ALTER TABLE people DROP COLUMN language;
ALTER TABLE people DROP COLUMN pronunciation;
