-- What people say: in rooms, and about deliveries and artifacts.

-- +goose Up
CREATE TABLE messages (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    room        TEXT NOT NULL, -- one of room, delivery_id and artifact_id; the others are empty
    delivery_id TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    sub_gig_id  TEXT NOT NULL, -- of the delivery
    reply_to    TEXT NOT NULL,
    author_id   TEXT NOT NULL,
    author_part TEXT NOT NULL, -- the sub-gig whose seller the author is
    spot        TEXT NOT NULL,
    body        TEXT NOT NULL,
    mentions    TEXT NOT NULL,
    files       TEXT NOT NULL,
    sub_gigs    TEXT NOT NULL,
    version     BIGINT NOT NULL,
    moderation  TEXT NOT NULL,
    appeal      TEXT NOT NULL, -- open while it waits for the operator
    created_at  BIGINT NOT NULL,
    edited_at   BIGINT NOT NULL,
    deleted_at  BIGINT NOT NULL
);
INSERT INTO messages
SELECT 'msg' || substr(id, 4), project_id, '', '', artifact_id, '', '', author_id, '', spot, body, 'null', 'null', sub_gigs, 1, 'null', '', created_at, 0, 0 FROM comments;
UPDATE events SET detail = 'msg' || substr(detail, 4) WHERE kind = 'comment.made';
DROP TABLE comments;
CREATE INDEX messages_room ON messages (project_id, room, id);
CREATE INDEX messages_delivery ON messages (delivery_id, id);
CREATE INDEX messages_artifact ON messages (artifact_id, id);
CREATE INDEX messages_sub_gig ON messages (sub_gig_id, id);
CREATE INDEX messages_thread ON messages (reply_to, id);
CREATE INDEX messages_appeal ON messages (appeal, id);

-- What a message said before it was edited.
CREATE TABLE message_texts (
    message_id TEXT NOT NULL REFERENCES messages (id),
    version    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (message_id, version)
);

-- Reports that nobody has decided about. body are the words that were reported.
CREATE TABLE message_reports (
    message_id  TEXT NOT NULL REFERENCES messages (id),
    reporter_id TEXT NOT NULL,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    reason      TEXT NOT NULL,
    words       TEXT NOT NULL,
    body        TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (message_id, reporter_id)
);
CREATE INDEX message_reports_project ON message_reports (project_id, at);

-- How people want to be called by the others of a project.
CREATE TABLE showings (
    project_id TEXT NOT NULL REFERENCES projects (id),
    person_id  TEXT NOT NULL,
    shows      TEXT NOT NULL,
    PRIMARY KEY (project_id, person_id)
);

-- Answers that are a part of briefs, and who has read which version.
CREATE TABLE pinned_answers (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    version    BIGINT NOT NULL,
    question   TEXT NOT NULL,
    answer     TEXT NOT NULL,
    role       TEXT NOT NULL, -- for all of a role, or for one sub-gig, or for everybody when both are empty
    sub_gig_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    at         BIGINT NOT NULL,
    UNIQUE (project_id, version)
);
CREATE TABLE brief_acknowledgements (
    sub_gig_id TEXT NOT NULL REFERENCES sub_gigs (id),
    person_id  TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    version    BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (sub_gig_id, person_id)
);

-- Notes for the list of changes of a review round; review_id is empty while they wait.
CREATE TABLE round_notes (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id),
    sub_gig_id  TEXT NOT NULL REFERENCES sub_gigs (id),
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    author_id   TEXT NOT NULL,
    note        TEXT NOT NULL,
    review_id   TEXT NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX round_notes_sub_gig ON round_notes (sub_gig_id, id);
ALTER TABLE reviews ADD COLUMN taken TEXT NOT NULL DEFAULT 'null';

-- +goose Down
ALTER TABLE reviews DROP COLUMN taken;
DROP TABLE round_notes;
DROP TABLE brief_acknowledgements;
DROP TABLE pinned_answers;
DROP TABLE showings;
DROP TABLE message_reports;
DROP TABLE message_texts;
DROP TABLE messages;
