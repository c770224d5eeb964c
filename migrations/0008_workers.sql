-- Runs that workers train on other machines. Their queue is derived from this database, never the other way round.

-- The folder's own id, a UUID of random bits, one row: by it hosts that share a queue are told apart.
CREATE TABLE folder (folder_id TEXT PRIMARY KEY) STRICT;
INSERT INTO folder (folder_id) SELECT printf('%s-%s-4%s-a%s-%s', substr(bits, 1, 8), substr(bits, 9, 4),
  substr(bits, 14, 3), substr(bits, 18, 3), substr(bits, 21)) FROM (SELECT lower(hex(randomblob(16))) AS bits);

-- Where a run may be trained: 'here', 'workers' or 'both'.
ALTER TABLE runs ADD COLUMN place TEXT NOT NULL DEFAULT 'here' CHECK (place IN ('here', 'workers', 'both'));
-- 1 while it is the queue's: it waits there, or a worker trains it.
ALTER TABLE runs ADD COLUMN away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1));
-- How often it was given to the queue or taken back, the newest attempt of that generation, and the last entry of that
-- attempt that is stored: what is older is ignored.
ALTER TABLE runs ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN sequence INTEGER NOT NULL DEFAULT -1;
-- The epoch behind the last one that this generation recorded: recorded again, these have the same bits. NULL for none.
ALTER TABLE runs ADD COLUMN generation_epochs INTEGER;

CREATE INDEX runs_away ON runs (run_id) WHERE away = 1;

-- Who trained a run from when until when. worker_id, worker and machine are NULL for this host's own processes; ended_at and
-- ending are NULL while it goes on. Runs from before have none.
CREATE TABLE stints (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  stint INTEGER NOT NULL,
  worker_id TEXT,
  worker TEXT,
  machine TEXT,
  from_epoch INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  ending TEXT CHECK (ending IN ('ended', 'handedBack', 'lost')),
  PRIMARY KEY (run_id, stint)
) STRICT, WITHOUT ROWID;

CREATE INDEX stints_by_end ON stints (ended_at);
