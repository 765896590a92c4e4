-- The key that a browser session was started with: the session ends when the key is revoked.
ALTER TABLE browser_session ADD COLUMN key_id BIGINT REFERENCES api_key (id);
