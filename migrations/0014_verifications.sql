-- The last time that a run was trained again to its end and compared with what is stored. Goes with its run.
CREATE TABLE verifications (
  run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
  verified_at TEXT NOT NULL,
  -- Who did it: host as runs.host, platform as linux-x64, and the engine.
  host TEXT NOT NULL,
  platform TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  -- 1: every value is the same. Then epoch is how many were compared, and digest that of both, if there is one.
  equal INTEGER NOT NULL CHECK (equal IN (0, 1)),
  -- 0: epoch and metric are the first that differ, stored and computed its values, as texts without loss; NULL where there is none.
  epoch INTEGER NOT NULL,
  digest TEXT,
  metric TEXT,
  stored TEXT,
  computed TEXT,
  -- JSON: what trained the run, and what trained it again.
  makers TEXT CHECK (makers IS NULL OR json_valid(makers))
) STRICT;
-- Runs with the same bits.
CREATE INDEX runs_by_digest ON runs (digest) WHERE digest IS NOT NULL;
