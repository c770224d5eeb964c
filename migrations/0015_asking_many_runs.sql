-- What is asked of 100,000 runs and of 50 million epochs: docs/speed.md.

-- 1. What is derived from the dense layers of a config stands with the run: its parameters, and of each lambda the largest.
DROP INDEX runs_facts;
ALTER TABLE runs ADD COLUMN parameters INTEGER;
ALTER TABLE runs ADD COLUMN weight_regularizer_l1 REAL;
ALTER TABLE runs ADD COLUMN weight_regularizer_l2 REAL;
ALTER TABLE runs ADD COLUMN bias_regularizer_l1 REAL;
ALTER TABLE runs ADD COLUMN bias_regularizer_l2 REAL;
UPDATE runs SET (parameters, weight_regularizer_l1, weight_regularizer_l2, bias_regularizer_l1, bias_regularizer_l2) = (
  SELECT sum(units * (inputs + 1)), max(weight_l1), max(weight_l2), max(bias_l1), max(bias_l2) FROM (
    SELECT units, lag(units, 1, coalesce(iif(json_valid(config), json_extract(config, '$.dataset.features'), 2), 2)) OVER (ORDER BY layer) AS inputs,
      weight_regularizer_l1 AS weight_l1, weight_regularizer_l2 AS weight_l2, bias_regularizer_l1 AS bias_l1, bias_regularizer_l2 AS bias_l2
    FROM layer_lambdas WHERE layer_lambdas.run_id = runs.run_id
  )
);
DROP VIEW runs_view;
CREATE VIEW runs_view AS SELECT
  public_id AS run_id, name, status, seed, created_at, started_at, ended_at, trained_ms / 1000.0 AS duration_s,
  dataset, samples, optimizer, learning_rate, dense_layers, dense_units,
  weight_regularizer_l1, weight_regularizer_l2, bias_regularizer_l1, bias_regularizer_l2,
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
DROP TABLE layer_lambdas;

-- The same as before, with these.
CREATE INDEX runs_facts ON runs (
  created_at, run_id, trashed_at, deleted_at, sweep_id, public_id, name, name_key, status, seed, started_at, ended_at, trained_ms, running_since,
  epochs_done, diverged_at, onset_epoch, dataset, samples, optimizer, learning_rate, dense_layers, dense_units, parameters,
  weight_regularizer_l1, weight_regularizer_l2, bias_regularizer_l1, bias_regularizer_l2, parent_id, branch_epoch,
  origin, import_id, stopped_early,
  last_epoch, last_loss, last_data_loss, last_regularization_loss, last_accuracy, last_learning_rate,
  validated_validation_loss, validated_validation_accuracy, validated_evaluated_data_loss, validated_evaluated_accuracy,
  best_epoch, best_loss, best_data_loss, best_regularization_loss, best_accuracy, best_learning_rate,
  best_validation_loss, best_validation_accuracy, best_evaluated_data_loss, best_evaluated_accuracy,
  final_data_loss, final_accuracy, final_validation_loss, final_validation_accuracy,
  averaged_data_loss, averaged_accuracy, averaged_validation_loss, averaged_validation_accuracy,
  tail_data_loss, tail_accuracy, tail_validation_loss, tail_validation_accuracy, tail_validation_deviation,
  test_data_loss, test_accuracy, test_revealed_at
);

-- 2. What else is asked of all runs: the words of the filter box, and what trained a run.
CREATE INDEX runs_texts ON runs (
  created_at, run_id, trashed_at, deleted_at, platform, kernel_variant, engine_version, app_version, search_text
);
-- When they trained.
CREATE INDEX runs_by_start ON runs (started_at, run_id, trashed_at, deleted_at) WHERE started_at IS NOT NULL;
-- Few runs have any of these: those that have are looked up.
CREATE INDEX runs_with_notes ON runs (run_id) WHERE notes <> '';
CREATE INDEX runs_with_error ON runs (run_id) WHERE error IS NOT NULL;

-- 3. Most values of a config are those of most other configs. Of each path one value is common, that of the first run, or of
-- runs before this was written down that of the newest; NULL is none. config_values has what differs from it alone: x'' where a
-- config lacks the path. So a path without rows differs nowhere.
DROP TRIGGER runs_config_is_there;
DROP TRIGGER runs_config_changed;
DROP TRIGGER runs_config_is_gone;
ALTER TABLE config_paths ADD COLUMN common ANY;
UPDATE config_paths SET common = (SELECT value FROM config_values
  WHERE config_values.path_id = config_paths.path_id AND run_id = (SELECT max(run_id) FROM runs));
CREATE TABLE other_values (
  path_id INTEGER NOT NULL REFERENCES config_paths,
  run_id INTEGER NOT NULL,
  value ANY NOT NULL,
  PRIMARY KEY (path_id, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO other_values SELECT path_id, run_id, value FROM config_values JOIN config_paths USING (path_id)
  WHERE value IS NOT common ORDER BY path_id, run_id;
INSERT INTO other_values SELECT path_id, run_id, x'' FROM config_paths CROSS JOIN runs
  WHERE common IS NOT NULL
    AND (SELECT count(*) FROM config_values AS one WHERE one.path_id = config_paths.path_id) < (SELECT count(*) FROM runs)
    AND NOT EXISTS (SELECT 1 FROM config_values AS one WHERE one.path_id = config_paths.path_id AND one.run_id = runs.run_id);
DROP TABLE config_values;
ALTER TABLE other_values RENAME TO config_values;

CREATE TRIGGER runs_config_is_there AFTER INSERT ON runs WHEN json_valid(NEW.config)
BEGIN
  INSERT OR IGNORE INTO config_paths (path, common)
    SELECT given, iif((SELECT count(*) FROM (SELECT 1 FROM runs LIMIT 2)) = 1, value, NULL) FROM (
      SELECT replace(replace(substr(fullkey, 3), '[', '.'), ']', '') AS given,
        CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END AS value
      FROM json_tree(NEW.config) WHERE atom IS NOT NULL AND fullkey <> '$.name'
    ) WHERE NOT EXISTS (SELECT 1 FROM config_paths WHERE path = given);
  INSERT OR REPLACE INTO config_values
    SELECT path_id, NEW.run_id, CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END
    FROM json_tree(NEW.config) CROSS JOIN config_paths
    WHERE atom IS NOT NULL AND config_paths.path = replace(replace(substr(fullkey, 3), '[', '.'), ']', '')
      AND CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END IS NOT common;
  INSERT OR REPLACE INTO config_values
    SELECT path_id, NEW.run_id, x'' FROM config_paths WHERE common IS NOT NULL AND path NOT IN (
      SELECT replace(replace(substr(fullkey, 3), '[', '.'), ']', '') FROM json_tree(NEW.config) WHERE atom IS NOT NULL
    );
END;

CREATE TRIGGER runs_config_changed AFTER UPDATE OF config ON runs WHEN NEW.config IS NOT OLD.config AND json_valid(NEW.config)
BEGIN
  DELETE FROM config_values WHERE path_id IN (SELECT path_id FROM config_paths) AND run_id = NEW.run_id;
  INSERT OR IGNORE INTO config_paths (path)
    SELECT replace(replace(substr(fullkey, 3), '[', '.'), ']', '') FROM json_tree(NEW.config)
    WHERE atom IS NOT NULL AND fullkey <> '$.name';
  INSERT OR REPLACE INTO config_values
    SELECT path_id, NEW.run_id, CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END
    FROM json_tree(NEW.config) CROSS JOIN config_paths
    WHERE atom IS NOT NULL AND config_paths.path = replace(replace(substr(fullkey, 3), '[', '.'), ']', '')
      AND CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END IS NOT common;
  INSERT OR REPLACE INTO config_values
    SELECT path_id, NEW.run_id, x'' FROM config_paths WHERE common IS NOT NULL AND path NOT IN (
      SELECT replace(replace(substr(fullkey, 3), '[', '.'), ']', '') FROM json_tree(NEW.config) WHERE atom IS NOT NULL
    );
END;

CREATE TRIGGER runs_config_is_gone AFTER DELETE ON runs
BEGIN
  DELETE FROM config_values WHERE path_id IN (SELECT path_id FROM config_paths) AND run_id = OLD.run_id;
END;

-- 4. A metric at an epoch of all runs, where that is one of each hundred: one beside the other, rather than a look into 50 million.
CREATE INDEX epochs_hundredth ON epochs (
  epoch, run_id, loss, data_loss, regularization_loss, accuracy, learning_rate,
  validation_loss, validation_accuracy, evaluated_data_loss, evaluated_accuracy
) WHERE epoch % 100 = 0 AND epoch > 0;
