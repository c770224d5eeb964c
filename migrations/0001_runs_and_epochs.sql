-- Metric values are float64. SQLite would turn NaN into NULL, and a diverged value must never look like a missing
-- one: NaN is stored as the text 'NaN', NULL means not measured. Metric columns are therefore ANY, which also keeps
-- the sign of zero; infinities are ordinary REAL values. Arithmetic in SQL has to mind the text.
-- Times are ISO 8601 in UTC.

CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  app_version TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  -- NULL while the process lives, and after a crash until the next start finds it out.
  closed_at TEXT,
  crashed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY,
  -- What people and programs call the run: 10 characters of Crockford's base32 in lower case.
  public_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN
    ('queued', 'running', 'paused', 'completed', 'stopped', 'diverged', 'failed', 'interrupted')),
  seed INTEGER NOT NULL,
  -- The process that trains the run or has it in its queue.
  session_id TEXT NOT NULL REFERENCES sessions,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  trashed_at TEXT,
  -- Training time without pauses: what is over, in milliseconds, and since when the present stretch goes on.
  trained_ms INTEGER NOT NULL DEFAULT 0,
  running_since TEXT,
  recorded_at TEXT,
  error TEXT,
  diverged_at INTEGER,
  app_version TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  platform TEXT NOT NULL,
  host TEXT NOT NULL,
  -- Copies out of the config, to sort and filter by.
  dataset TEXT NOT NULL,
  samples INTEGER NOT NULL,
  optimizer TEXT NOT NULL,
  learning_rate REAL NOT NULL,
  dense_layers INTEGER NOT NULL,
  dense_units INTEGER NOT NULL,
  epochs_done INTEGER NOT NULL DEFAULT 0,
  -- Metrics of the last recorded epoch; penalties is a JSON array, one number per dense layer.
  last_epoch INTEGER,
  last_loss ANY,
  last_data_loss ANY,
  last_regularization_loss ANY,
  last_accuracy ANY,
  last_learning_rate ANY,
  last_validation_loss ANY,
  last_validation_accuracy ANY,
  last_penalties TEXT,
  -- Metrics of the last epoch at which validation was measured; penalties is a JSON array, one number per dense layer.
  validated_epoch INTEGER,
  validated_loss ANY,
  validated_data_loss ANY,
  validated_regularization_loss ANY,
  validated_accuracy ANY,
  validated_learning_rate ANY,
  validated_validation_loss ANY,
  validated_validation_accuracy ANY,
  validated_penalties TEXT,
  -- Metrics of the epoch of lowest validation loss so far; penalties is a JSON array, one number per dense layer.
  best_epoch INTEGER,
  best_loss ANY,
  best_data_loss ANY,
  best_regularization_loss ANY,
  best_accuracy ANY,
  best_learning_rate ANY,
  best_validation_loss ANY,
  best_validation_accuracy ANY,
  best_penalties TEXT,
  -- Metrics of the parameters after the last update.
  final_data_loss ANY,
  final_accuracy ANY,
  final_validation_loss ANY,
  final_validation_accuracy ANY,
  -- Long texts stand last, so that a scan for the columns above does not read them.
  config TEXT NOT NULL CHECK (json_valid(config)),
  notes TEXT NOT NULL DEFAULT '',
  -- Everything that the filter box looks through but the status, in lower case.
  search_text TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX runs_history ON runs (created_at, run_id, trashed_at) WHERE trashed_at IS NULL;
CREATE INDEX runs_trash ON runs (created_at, run_id, trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX runs_live ON runs (session_id, run_id) WHERE status IN ('queued', 'running', 'paused');
CREATE INDEX runs_by_name ON runs (name);

-- What a finished run says about itself is final. An interrupted run is left out: it can be resumed.
CREATE TRIGGER runs_ended_are_immutable
BEFORE UPDATE OF status, seed, config, created_at, started_at, ended_at, trained_ms, epochs_done, error, diverged_at,
  last_epoch, best_epoch, final_validation_loss ON runs
WHEN OLD.status IN ('completed', 'stopped', 'diverged', 'failed')
BEGIN
  SELECT RAISE(ABORT, 'a run that ended is immutable');
END;

-- The lambdas of every dense layer; layer 0 is the first dense layer.
CREATE TABLE layer_lambdas (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  layer INTEGER NOT NULL,
  units INTEGER NOT NULL,
  weight_regularizer_l1 REAL NOT NULL,
  weight_regularizer_l2 REAL NOT NULL,
  bias_regularizer_l1 REAL NOT NULL,
  bias_regularizer_l2 REAL NOT NULL,
  PRIMARY KEY (run_id, layer)
) STRICT, WITHOUT ROWID;

-- One row per recorded epoch: metrics of the parameters before that epoch's update.
CREATE TABLE epochs (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  loss ANY NOT NULL,
  data_loss ANY NOT NULL,
  regularization_loss ANY NOT NULL,
  accuracy ANY NOT NULL,
  learning_rate ANY NOT NULL,
  validation_loss ANY,
  validation_accuracy ANY,
  PRIMARY KEY (run_id, epoch)
) STRICT, WITHOUT ROWID;

-- The four parts of a dense layer's penalty. Layers whose four lambdas are 0 have no rows: their penalty is 0.
CREATE TABLE epoch_penalties (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  weight_l1 ANY NOT NULL,
  weight_l2 ANY NOT NULL,
  bias_l1 ANY NOT NULL,
  bias_l2 ANY NOT NULL,
  PRIMARY KEY (run_id, epoch, layer)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (run_id, tag)
) STRICT, WITHOUT ROWID;

-- Settings of the interface, each a JSON value.
CREATE TABLE preferences (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
