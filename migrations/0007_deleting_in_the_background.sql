-- A run with millions of epochs is deleted in many short transactions, so that what trains meanwhile can be recorded. From
-- this time on nobody sees it: it is in no sweep, confirmation or table, and its public id is '~' and the run_id, which no
-- one can have been given. What the run has is deleted first, its row last.
ALTER TABLE runs ADD COLUMN deleted_at TEXT;

CREATE INDEX runs_deleted ON runs (run_id) WHERE deleted_at IS NOT NULL;
DROP INDEX runs_trash;
CREATE INDEX runs_trash ON runs (created_at, run_id, trashed_at, deleted_at) WHERE trashed_at IS NOT NULL AND deleted_at IS NULL;

-- The key's columns stand first: integrity_check of SQLite before 3.41 takes the columns of a table without rowid in the
-- order in which they are stored, which is the key's, and found NULL in a position that is there.
CREATE TABLE ordered_tags (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  tag TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (run_id, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO ordered_tags (run_id, tag, position) SELECT run_id, tag, position FROM tags;
DROP TABLE tags;
ALTER TABLE ordered_tags RENAME TO tags;
