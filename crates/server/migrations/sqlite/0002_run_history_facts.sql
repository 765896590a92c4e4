-- What is known of the metrics of a run without reading its history again: JSON, kept up as lines arrive.
CREATE TABLE run_history_facts (
    run_id BIGINT PRIMARY KEY REFERENCES run (id),
    line_count BIGINT NOT NULL,
    content TEXT NOT NULL
);
