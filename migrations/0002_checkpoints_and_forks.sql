-- Runs that go on after an interruption or with more epochs, runs that branch off others, and the digest of completed ones.

-- First, so that the configs of ended runs can get their new fields below.
DROP TRIGGER runs_ended_are_immutable;

-- SHA-256 over config and metrics of a completed float64 run, in hexadecimal.
ALTER TABLE runs ADD COLUMN digest TEXT;
-- Which of the engine's kernels train the run: known once it has started, and again after each reopening.
ALTER TABLE runs ADD COLUMN kernel_variant TEXT;
ALTER TABLE runs ADD COLUMN stopped_early INTEGER NOT NULL DEFAULT 0;
-- The public id of the run that this one branched off. It stays when that run is deleted.
ALTER TABLE runs ADD COLUMN parent_id TEXT;
-- The first epoch that is the run's own; its ancestors recorded those before.
ALTER TABLE runs ADD COLUMN branch_epoch INTEGER;
-- The configs under which the epochs before branch_epoch are trained, with the epoch at which each ends, as JSON: a fork
-- can be repeated without its ancestors.
ALTER TABLE runs ADD COLUMN ancestry TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ancestry));

CREATE INDEX runs_forks ON runs (parent_id, created_at, run_id) WHERE parent_id IS NOT NULL;

-- Every stored config is complete: what is new in configs has the value that means "as before".
UPDATE runs SET config = json_set(
  config,
  '$.optimizer.weightDecay', 0, '$.earlyStopping', json('null'), '$.dataset.labelNoise', 0, '$.test', json('null')
);

-- What a finished run says about itself is final, unless a completed or stopped one is reopened: the statement that
-- puts it back into the queue may change it. An interrupted run is left out: it can be resumed.
CREATE TRIGGER runs_ended_are_immutable
BEFORE UPDATE OF status, seed, config, created_at, started_at, ended_at, trained_ms, epochs_done, error, diverged_at,
  last_epoch, best_epoch, final_validation_loss, digest, kernel_variant, stopped_early, parent_id, branch_epoch, ancestry
  ON runs
WHEN OLD.status IN ('diverged', 'failed') OR (OLD.status IN ('completed', 'stopped') AND NEW.status <> 'queued')
BEGIN
  SELECT RAISE(ABORT, 'a run that ended is immutable');
END;

-- All that a training needs to go on as if it had never stopped. `epoch` is the next one to be recorded.
CREATE TABLE checkpoints (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (run_id, epoch)
) STRICT;

-- Parameters before the update of `epoch` as little-endian float32: weights, then biases, of each dense layer.
CREATE TABLE snapshots (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  parameters BLOB NOT NULL,
  UNIQUE (run_id, epoch)
) STRICT;
