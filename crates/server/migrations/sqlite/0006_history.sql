-- The numbers of a history, thinned ahead so that charts of long runs need not read every line: blocks of 4,096 lines, written when
-- a block is full. The lines that are in no full block are read as they are. Everything here can be made again from `run_line`.
CREATE TABLE history_block (
    run_id BIGINT NOT NULL REFERENCES run (id),
    block BIGINT NOT NULL,
    step_min DOUBLE PRECISION,
    step_max DOUBLE PRECISION,
    time_min DOUBLE PRECISION,
    time_max DOUBLE PRECISION,
    runtime_min DOUBLE PRECISION,
    runtime_max DOUBLE PRECISION,
    PRIMARY KEY (run_id, block)
);

-- Level 0: buckets of 64 lines, one row a metric and block. Level 1: buckets of 1,024 lines, one row for 16 blocks.
CREATE TABLE history_series (
    run_id BIGINT NOT NULL REFERENCES run (id),
    level BIGINT NOT NULL,
    key_name TEXT NOT NULL,
    block BIGINT NOT NULL,
    samples TEXT NOT NULL,
    PRIMARY KEY (run_id, level, key_name, block)
);
