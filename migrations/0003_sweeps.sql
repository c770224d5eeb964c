-- A sweep is its definition, as JSON; its cells are derived from that and from the runs that carry its id.
CREATE TABLE sweeps (
  sweep_id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  created_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;

ALTER TABLE runs ADD COLUMN sweep_id INTEGER REFERENCES sweeps ON DELETE SET NULL;
CREATE INDEX runs_by_sweep ON runs (sweep_id, run_id) WHERE sweep_id IS NOT NULL;
