-- A table may have hundreds of megabytes: it is written, and deleted, in many short transactions, so that what trains
-- meanwhile can be recorded. The session that is at it; NULL for a table that is whole. What a dead session left is deleted.
ALTER TABLE data_tables ADD COLUMN unfinished_by TEXT;
