-- How many versions a collection holds, kept up to date by `store/membership.rs`: counting a million places at each visit of the landing
-- page would take longer than everything else on it.
ALTER TABLE collection ADD COLUMN version_count BIGINT NOT NULL DEFAULT 0;
UPDATE collection SET version_count = (SELECT COUNT(*) FROM membership WHERE collection_id = collection.id AND removed_at IS NULL);
