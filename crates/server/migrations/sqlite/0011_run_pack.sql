-- Lines that are only ever appended (history, events), 128 together and compressed: a third of the bytes and of the work. The lines that
-- fill no pack yet are in `run_line`. `store/run_line/pack.rs` says what the content is.
CREATE TABLE run_pack (
    run_id BIGINT NOT NULL REFERENCES run (id),
    stream TEXT NOT NULL,
    pack BIGINT NOT NULL,
    step_min BIGINT,
    step_max BIGINT,
    content BLOB NOT NULL,
    PRIMARY KEY (run_id, stream, pack)
);
