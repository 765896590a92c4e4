-- What was linked last in all registries together, without reading and sorting all links: 0.1 ms instead of 700 ms among 200,000 of them.
CREATE INDEX membership_linked ON membership (created_at, id) WHERE removed_at IS NULL;
