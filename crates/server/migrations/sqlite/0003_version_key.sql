-- The keys of versions as typed values, one row for each place of a version and each value, so that a collection is filtered and
-- sorted by any of them through an index. They follow from metadata, run and artifact (`store/version_key.rs`).

CREATE TABLE version_key_name (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place TEXT NOT NULL,
    path TEXT NOT NULL,
    UNIQUE (place, path)
);

-- `element` is 0 for a single value and counts from 1 in a list. Exactly one of number, text and truth is set, or none for an object.
CREATE TABLE version_key (
    collection_id BIGINT NOT NULL REFERENCES collection (id),
    version_index BIGINT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES version_key_name (id),
    element BIGINT NOT NULL,
    number DOUBLE PRECISION,
    text TEXT,
    truth BIGINT,
    PRIMARY KEY (collection_id, version_index, key_id, element)
);
CREATE INDEX version_key_number ON version_key (collection_id, key_id, number, version_index) WHERE number IS NOT NULL;
CREATE INDEX version_key_text ON version_key (collection_id, key_id, text, version_index) WHERE text IS NOT NULL;
CREATE INDEX version_key_truth ON version_key (collection_id, key_id, truth, version_index) WHERE truth IS NOT NULL;

-- Versions from before this table, whose keys are written when the server next opens the database.
CREATE TABLE version_key_backlog (artifact_id BIGINT PRIMARY KEY REFERENCES artifact (id));
INSERT INTO version_key_backlog SELECT id FROM artifact WHERE state = 'COMMITTED';

CREATE INDEX artifact_tag_tag ON artifact_tag (tag, artifact_id);
