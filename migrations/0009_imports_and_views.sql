-- Runs that were brought in from elsewhere, and views for notebooks.

-- One row an import. While it goes on, its runs are in the trash and deleted, so that nobody sees them; they are not deleted as
-- long as the session lives that brings them in. Without its row, they are.
CREATE TABLE imports (
  import_id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  -- What the file was called.
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  -- The session that is at it; NULL for one that is complete.
  unfinished_by TEXT
) STRICT;

ALTER TABLE runs ADD COLUMN import_id INTEGER REFERENCES imports ON DELETE SET NULL;
CREATE INDEX runs_by_import ON runs (import_id, run_id) WHERE import_id IS NOT NULL;
ALTER TABLE sweeps ADD COLUMN import_id INTEGER REFERENCES imports ON DELETE SET NULL;
ALTER TABLE data_tables ADD COLUMN import_id INTEGER REFERENCES imports ON DELETE SET NULL;

-- Who recorded the numbers, where that was not Lambdascope or more is missing than numbers: such a run is there to be compared,
-- not to be gone on with, trained again or verified.
ALTER TABLE runs ADD COLUMN origin TEXT CHECK (origin IN ('csv', 'tensorboard', 'mlflow', 'wandb'));

-- For other programs: docs/notebooks.md. Columns may be added, but none is renamed or taken away. What is in the trash is left
-- out, and test results that nobody has looked at. NaN is NULL here, so that columns are numbers: has_nan tells. An SQLite that
-- cannot read a view cannot open the file: nothing newer than 3.38 stands in them.
CREATE VIEW runs_view AS SELECT
  public_id AS run_id, name, status, seed, created_at, started_at, ended_at, trained_ms / 1000.0 AS duration_s,
  dataset, samples, optimizer, learning_rate, dense_layers, dense_units,
  (SELECT max(weight_regularizer_l1) FROM layer_lambdas WHERE layer_lambdas.run_id = runs.run_id) AS weight_regularizer_l1,
  (SELECT max(weight_regularizer_l2) FROM layer_lambdas WHERE layer_lambdas.run_id = runs.run_id) AS weight_regularizer_l2,
  (SELECT max(bias_regularizer_l1) FROM layer_lambdas WHERE layer_lambdas.run_id = runs.run_id) AS bias_regularizer_l1,
  (SELECT max(bias_regularizer_l2) FROM layer_lambdas WHERE layer_lambdas.run_id = runs.run_id) AS bias_regularizer_l2,
  epochs_done, last_epoch, nullif(last_loss, 'NaN') AS last_loss, nullif(last_data_loss, 'NaN') AS last_data_loss,
  nullif(last_accuracy, 'NaN') AS last_accuracy,
  validated_epoch, nullif(validated_validation_loss, 'NaN') AS last_validation_loss,
  nullif(validated_validation_accuracy, 'NaN') AS last_validation_accuracy,
  nullif(validated_validation_loss, 'NaN') - nullif(validated_evaluated_data_loss, 'NaN') AS generalization_gap,
  best_epoch, nullif(best_validation_loss, 'NaN') AS best_validation_loss,
  nullif(best_validation_accuracy, 'NaN') AS best_validation_accuracy,
  nullif(final_data_loss, 'NaN') AS final_data_loss, nullif(final_accuracy, 'NaN') AS final_accuracy,
  nullif(final_validation_loss, 'NaN') AS final_validation_loss,
  nullif(final_validation_accuracy, 'NaN') AS final_validation_accuracy,
  nullif(tail_validation_loss, 'NaN') AS tail_validation_loss,
  nullif(tail_validation_accuracy, 'NaN') AS tail_validation_accuracy,
  CASE WHEN test_revealed_at IS NOT NULL THEN nullif(test_data_loss, 'NaN') END AS test_data_loss,
  CASE WHEN test_revealed_at IS NOT NULL THEN nullif(test_accuracy, 'NaN') END AS test_accuracy,
  diverged_at, stopped_early, digest, parent_id, branch_epoch,
  (SELECT sweeps.public_id FROM sweeps WHERE sweeps.sweep_id = runs.sweep_id) AS sweep_id,
  origin, coalesce('NaN' = last_loss, 0) AS has_nan,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM tags WHERE tags.run_id = runs.run_id ORDER BY position)) AS tags,
  notes, config
FROM runs WHERE trashed_at IS NULL AND deleted_at IS NULL;

CREATE VIEW epochs_view AS SELECT
  runs.public_id AS run_id, runs.name AS run_name, runs.seed, epoch,
  nullif(loss, 'NaN') AS loss, nullif(data_loss, 'NaN') AS data_loss,
  nullif(regularization_loss, 'NaN') AS regularization_loss, nullif(accuracy, 'NaN') AS accuracy,
  nullif(epochs.learning_rate, 'NaN') AS learning_rate, nullif(validation_loss, 'NaN') AS validation_loss,
  nullif(validation_accuracy, 'NaN') AS validation_accuracy, nullif(evaluated_data_loss, 'NaN') AS evaluated_data_loss,
  nullif(evaluated_accuracy, 'NaN') AS evaluated_accuracy,
  nullif(validation_loss, 'NaN') - nullif(evaluated_data_loss, 'NaN') AS generalization_gap,
  'NaN' = loss OR coalesce('NaN' = validation_loss, 0) AS has_nan
FROM runs JOIN epochs ON epochs.run_id = runs.run_id WHERE runs.trashed_at IS NULL AND runs.deleted_at IS NULL;
