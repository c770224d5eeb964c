-- What the filter language asks of many runs at once, in order: docs/filter.md.

-- 1. Values of configs, a path after the other, so that one path of all runs is read without their configs. Paths are dotted,
-- as in layers.0.units; true and false are texts; what is null in a config is not here. Triggers alone write both tables.
CREATE TABLE config_paths (
  path_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
) STRICT;

-- No reference to runs: deleting a run would look through all of the table for it.
CREATE TABLE config_values (
  path_id INTEGER NOT NULL REFERENCES config_paths,
  run_id INTEGER NOT NULL,
  value ANY NOT NULL,
  PRIMARY KEY (path_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE leaves AS
SELECT run_id, replace(replace(substr(fullkey, 3), '[', '.'), ']', '') AS path,
  CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END AS value
FROM runs, json_tree(iif(json_valid(config), config, '{}')) WHERE atom IS NOT NULL AND fullkey <> '$.name';
INSERT INTO config_paths (path) SELECT path FROM leaves GROUP BY path ORDER BY min(rowid);
INSERT OR REPLACE INTO config_values SELECT path_id, run_id, value FROM leaves JOIN config_paths USING (path) ORDER BY 1, 2;
DROP TABLE leaves;

CREATE TRIGGER runs_config_is_there AFTER INSERT ON runs WHEN json_valid(NEW.config)
BEGIN
  INSERT INTO config_paths (path)
    SELECT DISTINCT replace(replace(substr(fullkey, 3), '[', '.'), ']', '') AS given FROM json_tree(NEW.config)
    WHERE atom IS NOT NULL AND fullkey <> '$.name' AND NOT EXISTS (SELECT 1 FROM config_paths WHERE path = given);
  INSERT OR REPLACE INTO config_values
    SELECT path_id, NEW.run_id, CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END
    FROM json_tree(NEW.config) CROSS JOIN config_paths
    WHERE atom IS NOT NULL AND config_paths.path = replace(replace(substr(fullkey, 3), '[', '.'), ']', '');
END;

CREATE TRIGGER runs_config_changed AFTER UPDATE OF config ON runs WHEN NEW.config IS NOT OLD.config AND json_valid(NEW.config)
BEGIN
  DELETE FROM config_values WHERE path_id IN (SELECT path_id FROM config_paths) AND run_id = NEW.run_id;
  INSERT INTO config_paths (path)
    SELECT DISTINCT replace(replace(substr(fullkey, 3), '[', '.'), ']', '') AS given FROM json_tree(NEW.config)
    WHERE atom IS NOT NULL AND fullkey <> '$.name' AND NOT EXISTS (SELECT 1 FROM config_paths WHERE path = given);
  INSERT OR REPLACE INTO config_values
    SELECT path_id, NEW.run_id, CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END
    FROM json_tree(NEW.config) CROSS JOIN config_paths
    WHERE atom IS NOT NULL AND config_paths.path = replace(replace(substr(fullkey, 3), '[', '.'), ']', '');
END;

CREATE TRIGGER runs_config_is_gone AFTER DELETE ON runs
BEGIN
  DELETE FROM config_values WHERE path_id IN (SELECT path_id FROM config_paths) AND run_id = OLD.run_id;
END;

-- 2. Names in the order in which people have them: 2 before 10, whatever the case. NULL where none was made yet: the next
-- opening does.
ALTER TABLE runs ADD COLUMN name_key TEXT;
CREATE INDEX runs_without_name_key ON runs (run_id) WHERE name_key IS NULL;

-- 3. Kinds of layers and of the schedule are found as those of data and optimizer are.
UPDATE runs SET search_text = search_text || (
  SELECT coalesce(group_concat(word, ''), '') FROM (
    SELECT DISTINCT char(10) || lower(value) AS word FROM config_values JOIN config_paths USING (path_id)
    WHERE config_values.run_id = runs.run_id AND (path = 'optimizer.schedule.kind' OR path GLOB 'layers.*.kind')
  )
);

-- 4. What is asked of all runs beside their configs, without their long texts.
CREATE INDEX runs_facts ON runs (
  created_at, run_id, trashed_at, deleted_at, sweep_id, public_id, name, name_key, status, seed, started_at, ended_at, trained_ms, running_since,
  epochs_done, diverged_at, dataset, samples, optimizer, learning_rate, dense_layers, dense_units, parent_id, branch_epoch, stopped_early,
  last_epoch, last_loss, last_data_loss, last_regularization_loss, last_accuracy, last_learning_rate,
  validated_validation_loss, validated_validation_accuracy, validated_evaluated_data_loss, validated_evaluated_accuracy,
  best_epoch, best_loss, best_data_loss, best_regularization_loss, best_accuracy, best_learning_rate,
  best_validation_loss, best_validation_accuracy, best_evaluated_data_loss, best_evaluated_accuracy,
  final_data_loss, final_accuracy, final_validation_loss, final_validation_accuracy,
  averaged_data_loss, averaged_accuracy, averaged_validation_loss, averaged_validation_accuracy,
  tail_data_loss, tail_accuracy, tail_validation_loss, tail_validation_accuracy, tail_validation_deviation,
  test_data_loss, test_accuracy, test_revealed_at
);
