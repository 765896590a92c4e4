-- Events become a chain of hashes per organization (chain 0 is the server's own). Rows are only ever inserted; what was written before
-- is moved over, chained, when the server or a command next opens the database.
-- Ids have no foreign keys: the log outlives what it is about.
DROP INDEX event_collection;
DROP INDEX event_project;
ALTER TABLE event RENAME TO event_before_chain;

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor_id BIGINT,
    actor TEXT,
    via TEXT NOT NULL,
    request_id TEXT,
    address TEXT,
    user_agent TEXT,
    project_id BIGINT,
    collection_id BIGINT,
    artifact_id BIGINT,
    subject TEXT,
    before_json TEXT,
    after_json TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (chain_id, seq)
);
CREATE INDEX event_of_project ON event (project_id, id);
CREATE INDEX event_of_collection ON event (collection_id, id);
CREATE INDEX event_of_artifact ON event (artifact_id, id);

-- The newest event of each chain, so that events taken off its end are missed.
CREATE TABLE event_chain (
    chain_id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- Searches that a person keeps.
CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (user_id, name)
);

-- A registry, or one collection of it, that a person watches; the event up to which they have looked.
CREATE TABLE watch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES account (id),
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    collection_id BIGINT REFERENCES collection (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    looked_at BIGINT NOT NULL,
    looked_event_id BIGINT NOT NULL
);
CREATE UNIQUE INDEX watch_of_registry ON watch (user_id, project_id) WHERE collection_id IS NULL;
CREATE UNIQUE INDEX watch_of_collection ON watch (user_id, collection_id) WHERE collection_id IS NOT NULL;

-- `latest` moves by itself whenever a version is linked, so it cannot be protected any more.
DELETE FROM protected_alias WHERE alias = 'latest';
