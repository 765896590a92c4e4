-- Times are microseconds since 1970 (UTC). Booleans are 0 or 1. JSON is text. `$n` parameters and these types
-- are those that SQLite and PostgreSQL share.

CREATE TABLE server_secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Users, teams and organizations share one space of names, because names are the first segment of paths.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entity_id BIGINT NOT NULL UNIQUE REFERENCES entity (id),
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    is_site_admin BIGINT NOT NULL DEFAULT 0,
    is_service BIGINT NOT NULL DEFAULT 0,
    default_entity_id BIGINT REFERENCES entity (id),
    created_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE TABLE organization (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    entity_id BIGINT NOT NULL UNIQUE REFERENCES entity (id),
    visibility_role TEXT NOT NULL DEFAULT 'restricted_viewer',
    created_at BIGINT NOT NULL
);

CREATE TABLE org_member (
    org_id BIGINT NOT NULL REFERENCES organization (id),
    user_id BIGINT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, user_id)
);
CREATE INDEX org_member_user ON org_member (user_id);

CREATE TABLE team (
    entity_id BIGINT PRIMARY KEY REFERENCES entity (id),
    org_id BIGINT NOT NULL REFERENCES organization (id)
);
CREATE INDEX team_org ON team (org_id);

CREATE TABLE team_member (
    team_id BIGINT NOT NULL REFERENCES team (entity_id),
    user_id BIGINT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_member_user ON team_member (user_id);

CREATE TABLE api_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES account (id),
    key_hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    description TEXT,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX api_key_user ON api_key (user_id);

CREATE TABLE browser_session (
    token_hash TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE sign_in_link (
    token_hash TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- A registry is a project of an organization's entity whose name begins with `wandb-registry-`.
CREATE TABLE project (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entity_id BIGINT NOT NULL REFERENCES entity (id),
    name TEXT NOT NULL,
    description TEXT,
    access TEXT NOT NULL DEFAULT 'PRIVATE',
    is_core BIGINT NOT NULL DEFAULT 0,
    accepts_all_types BIGINT NOT NULL DEFAULT 1,
    icon_name TEXT,
    icon_color TEXT,
    owner_id BIGINT REFERENCES account (id),
    created_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (entity_id, name)
);

CREATE TABLE project_type (
    project_id BIGINT NOT NULL REFERENCES project (id),
    name TEXT NOT NULL,
    PRIMARY KEY (project_id, name)
);

CREATE TABLE project_member (
    project_id BIGINT NOT NULL REFERENCES project (id),
    user_id BIGINT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, user_id)
);

CREATE TABLE project_team (
    project_id BIGINT NOT NULL REFERENCES project (id),
    team_id BIGINT NOT NULL REFERENCES team (entity_id),
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, team_id)
);

CREATE TABLE protected_alias (
    project_id BIGINT NOT NULL REFERENCES project (id),
    alias TEXT NOT NULL,
    PRIMARY KEY (project_id, alias)
);

CREATE TABLE star (
    user_id BIGINT NOT NULL REFERENCES account (id),
    project_id BIGINT NOT NULL REFERENCES project (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, project_id)
);

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id BIGINT NOT NULL REFERENCES project (id),
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    state TEXT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES account (id),
    config TEXT NOT NULL DEFAULT '{}',
    summary TEXT NOT NULL DEFAULT '{}',
    tags TEXT NOT NULL DEFAULT '[]',
    group_name TEXT,
    job_type TEXT,
    notes TEXT,
    description TEXT,
    commit_hash TEXT,
    host TEXT,
    program TEXT,
    repo TEXT,
    sweep TEXT,
    exit_code BIGINT,
    stop_requested BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    heartbeat_at BIGINT NOT NULL,
    UNIQUE (project_id, name)
);
CREATE INDEX run_created ON run (project_id, created_at);

-- The streams that a run appends to: history, events (system metrics), log. `line` is the index in the stream.
CREATE TABLE run_line (
    run_id BIGINT NOT NULL REFERENCES run (id),
    stream TEXT NOT NULL,
    line BIGINT NOT NULL,
    step BIGINT,
    content TEXT NOT NULL,
    PRIMARY KEY (run_id, stream, line)
);
CREATE INDEX run_line_step ON run_line (run_id, stream, step);

CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    md5 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE run_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id BIGINT NOT NULL REFERENCES run (id),
    name TEXT NOT NULL,
    sha256 TEXT REFERENCES blob (sha256),
    updated_at BIGINT NOT NULL,
    UNIQUE (run_id, name)
);

-- A sequence (source collection of a project) or a portfolio (collection that versions are linked to).
CREATE TABLE collection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id BIGINT NOT NULL REFERENCES project (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    type_name TEXT NOT NULL,
    description TEXT,
    next_version BIGINT NOT NULL DEFAULT 0,
    created_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE UNIQUE INDEX collection_name ON collection (project_id, name) WHERE deleted_at IS NULL;

CREATE TABLE collection_tag (
    collection_id BIGINT NOT NULL REFERENCES collection (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (collection_id, tag)
);

CREATE TABLE artifact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sequence_id BIGINT NOT NULL REFERENCES collection (id),
    state TEXT NOT NULL,
    version_index BIGINT,
    digest TEXT NOT NULL,
    commit_hash TEXT NOT NULL,
    description TEXT,
    metadata TEXT,
    ttl_seconds BIGINT,
    history_step BIGINT,
    run_id BIGINT REFERENCES run (id),
    user_id BIGINT NOT NULL REFERENCES account (id),
    size_bytes BIGINT NOT NULL DEFAULT 0,
    file_count BIGINT NOT NULL DEFAULT 0,
    manifest_sha256 TEXT REFERENCES blob (sha256),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX artifact_sequence ON artifact (sequence_id, digest);
CREATE INDEX artifact_run ON artifact (run_id);

-- Ids that clients invent before they ask; several may mean one version, because equal versions are one.
CREATE TABLE artifact_client (
    client_id TEXT PRIMARY KEY,
    artifact_id BIGINT NOT NULL REFERENCES artifact (id)
);

-- Aliases asked for at creation, put on at commit.
CREATE TABLE artifact_wish (
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    alias TEXT NOT NULL,
    PRIMARY KEY (artifact_id, alias)
);

CREATE TABLE artifact_tag (
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (artifact_id, tag)
);

CREATE TABLE manifest (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    base_artifact_id BIGINT REFERENCES artifact (id),
    sha256 TEXT REFERENCES blob (sha256),
    created_at BIGINT NOT NULL
);
CREATE INDEX manifest_artifact ON manifest (artifact_id);

-- Files that a pending version announced; `sha256` is null until the bytes have arrived and matched.
CREATE TABLE staged_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    path TEXT NOT NULL,
    md5 TEXT NOT NULL,
    birth_artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    sha256 TEXT REFERENCES blob (sha256),
    UNIQUE (artifact_id, path)
);

-- The manifest of a committed version, one row an entry. `ref` entries have no bytes here.
CREATE TABLE artifact_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    path TEXT NOT NULL,
    digest TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    ref TEXT,
    birth_artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    sha256 TEXT REFERENCES blob (sha256),
    UNIQUE (artifact_id, path)
);
CREATE INDEX artifact_file_digest ON artifact_file (digest);

-- The place of a version in a collection: its own in its sequence, and each link.
CREATE TABLE membership (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id BIGINT NOT NULL REFERENCES collection (id),
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    version_index BIGINT NOT NULL,
    linked_by BIGINT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    removed_at BIGINT,
    UNIQUE (collection_id, version_index)
);
CREATE UNIQUE INDEX membership_once ON membership (collection_id, artifact_id) WHERE removed_at IS NULL;
CREATE INDEX membership_artifact ON membership (artifact_id);

CREATE TABLE alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id BIGINT NOT NULL REFERENCES collection (id),
    alias TEXT NOT NULL,
    membership_id BIGINT NOT NULL REFERENCES membership (id),
    created_at BIGINT NOT NULL,
    UNIQUE (collection_id, alias)
);
CREATE INDEX alias_membership ON alias (membership_id);

CREATE TABLE run_output (
    run_id BIGINT NOT NULL REFERENCES run (id),
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (run_id, artifact_id)
);
CREATE INDEX run_output_artifact ON run_output (artifact_id);

CREATE TABLE run_input (
    run_id BIGINT NOT NULL REFERENCES run (id),
    artifact_id BIGINT NOT NULL REFERENCES artifact (id),
    used_as TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (run_id, artifact_id)
);
CREATE INDEX run_input_artifact ON run_input (artifact_id);

-- What happened: written in the transaction of the change, never rewritten.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    org_id BIGINT REFERENCES organization (id),
    at BIGINT NOT NULL,
    actor_id BIGINT REFERENCES account (id),
    kind TEXT NOT NULL,
    project_id BIGINT REFERENCES project (id),
    collection_id BIGINT REFERENCES collection (id),
    artifact_id BIGINT REFERENCES artifact (id),
    before_json TEXT,
    after_json TEXT
);
CREATE INDEX event_collection ON event (collection_id, id);
CREATE INDEX event_project ON event (project_id, id);
