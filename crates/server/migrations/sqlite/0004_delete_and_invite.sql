-- A deleted registry keeps its row, because events name it; its name is given back by putting the id before it.
ALTER TABLE project ADD COLUMN deleted_at BIGINT;

-- An invitation to a team by an e-mail address that nobody here has yet; taken up when somebody is made with it.
CREATE TABLE invite (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id BIGINT NOT NULL REFERENCES team (entity_id),
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    invited_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    UNIQUE (team_id, email)
);
CREATE INDEX invite_email ON invite (email);

-- Versions with a time to live, for the search for those whose time is over.
CREATE INDEX artifact_ttl ON artifact (ttl_seconds) WHERE ttl_seconds > 0;
