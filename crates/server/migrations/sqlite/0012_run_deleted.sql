-- A deleted run keeps its row, because events, lineage and the versions that it logged name it; its name is given back by putting the id
-- before it. So does what a run was before it was rewound.
ALTER TABLE run ADD COLUMN deleted_at BIGINT;
