-- What the numbers of a run were made by, and of what they are.

-- First, so that the configs of ended runs can get their new fields below; made again at the end.
DROP TRIGGER runs_ended_are_immutable;

-- 1. Environment: on which JavaScript engine a run was trained; its architecture is part of `platform`.
ALTER TABLE runs ADD COLUMN v8_version TEXT;

-- 2. The training set evaluated as validation is: of the same parameters, without dropout. NULL where it was not.
ALTER TABLE epochs ADD COLUMN evaluated_data_loss ANY;
ALTER TABLE epochs ADD COLUMN evaluated_accuracy ANY;
ALTER TABLE runs ADD COLUMN last_evaluated_data_loss ANY;
ALTER TABLE runs ADD COLUMN last_evaluated_accuracy ANY;
ALTER TABLE runs ADD COLUMN validated_evaluated_data_loss ANY;
ALTER TABLE runs ADD COLUMN validated_evaluated_accuracy ANY;
ALTER TABLE runs ADD COLUMN best_evaluated_data_loss ANY;
ALTER TABLE runs ADD COLUMN best_evaluated_accuracy ANY;

-- Without dropout and batches the training pass is that evaluation, to the bit. Of other runs it is not known any more.
CREATE TEMP TABLE evaluated_runs AS SELECT run_id FROM runs
WHERE config ->> '$.batchSize' IS NULL
  AND NOT EXISTS (SELECT 1 FROM json_each(config, '$.layers') WHERE value ->> '$.kind' = 'dropout');
UPDATE epochs SET evaluated_data_loss = data_loss, evaluated_accuracy = accuracy
WHERE validation_loss IS NOT NULL AND run_id IN (SELECT run_id FROM evaluated_runs);
UPDATE runs SET
  last_evaluated_data_loss = CASE WHEN last_validation_loss IS NOT NULL THEN last_data_loss END,
  last_evaluated_accuracy = CASE WHEN last_validation_loss IS NOT NULL THEN last_accuracy END,
  validated_evaluated_data_loss = validated_data_loss,
  validated_evaluated_accuracy = validated_accuracy,
  best_evaluated_data_loss = best_data_loss,
  best_evaluated_accuracy = best_accuracy
WHERE run_id IN (SELECT run_id FROM evaluated_runs);
DROP TABLE evaluated_runs;

-- 3. Schedules, early stopping, end points.

-- Configs are complete: what is new in them has the value that means "as before".
UPDATE runs SET config = json_set(config, '$.optimizer.schedule', json('null'))
WHERE json_type(config, '$.optimizer') = 'object';
UPDATE runs SET ancestry = (
  SELECT json_group_array(json_set(value, '$.config.optimizer.schedule', json('null')) ORDER BY key)
  FROM json_each(ancestry)
)
WHERE ancestry <> '[]';
UPDATE sweeps SET definition = json_set(definition, '$.base.optimizer.schedule', json('null'))
WHERE json_type(definition, '$.base.optimizer') = 'object';
UPDATE runs SET config = json_set(
  config, '$.earlyStopping.metric', 'validationLoss', '$.earlyStopping.minDelta', 0, '$.earlyStopping.restoreBest', json('false')
) WHERE json_type(config, '$.earlyStopping') = 'object';
UPDATE runs SET ancestry = (
  SELECT json_group_array(json(CASE json_type(value, '$.config.earlyStopping') WHEN 'object' THEN json_set(
    value, '$.config.earlyStopping.metric', 'validationLoss', '$.config.earlyStopping.minDelta', 0,
    '$.config.earlyStopping.restoreBest', json('false')
  ) ELSE value END) ORDER BY key)
  FROM json_each(ancestry)
)
WHERE ancestry <> '[]';
UPDATE sweeps SET definition = json_set(
  definition, '$.base.earlyStopping.metric', 'validationLoss', '$.base.earlyStopping.minDelta', 0,
  '$.base.earlyStopping.restoreBest', json('false')
) WHERE json_type(definition, '$.base.earlyStopping') = 'object';

-- The epoch whose parameters early stopping put back at the end of a run.
ALTER TABLE runs ADD COLUMN restored_epoch INTEGER;
-- Of the mean of the parameters over the last 5 % of epochs. Unknown for runs from before.
ALTER TABLE runs ADD COLUMN averaged_data_loss ANY;
ALTER TABLE runs ADD COLUMN averaged_accuracy ANY;
ALTER TABLE runs ADD COLUMN averaged_validation_loss ANY;
ALTER TABLE runs ADD COLUMN averaged_validation_accuracy ANY;
ALTER TABLE runs ADD COLUMN averaged_test_data_loss ANY;
ALTER TABLE runs ADD COLUMN averaged_test_accuracy ANY;
-- Means over the validated ones of the last 5 % of a completed run's own epochs, their number, and how much the validation loss wobbles.
ALTER TABLE runs ADD COLUMN tail_epochs INTEGER;
ALTER TABLE runs ADD COLUMN tail_data_loss ANY;
ALTER TABLE runs ADD COLUMN tail_accuracy ANY;
ALTER TABLE runs ADD COLUMN tail_validation_loss ANY;
ALTER TABLE runs ADD COLUMN tail_validation_accuracy ANY;
ALTER TABLE runs ADD COLUMN tail_validation_deviation ANY;
WITH validated AS (
  SELECT run_id, evaluated_data_loss AS data_loss, evaluated_accuracy AS accuracy, validation_loss, validation_accuracy
  FROM runs JOIN epochs USING (run_id)
  WHERE status = 'completed' AND epoch >= epochs_done - (epochs_done + 19) / 20 AND validation_loss IS NOT NULL
), centre AS (SELECT run_id, avg(validation_loss) AS loss FROM validated GROUP BY run_id), tail AS (
  SELECT run_id, count(*) AS epochs,
    CASE WHEN count(data_loss) < count(*) THEN NULL WHEN max(typeof(data_loss) = 'text') THEN 'NaN' ELSE avg(data_loss) END AS data_loss,
    CASE WHEN count(accuracy) < count(*) THEN NULL WHEN max(typeof(accuracy) = 'text') THEN 'NaN' ELSE avg(accuracy) END AS accuracy,
    CASE WHEN max(typeof(validation_loss) = 'text') THEN 'NaN' ELSE avg(validation_loss) END AS validation_loss,
    CASE WHEN max(typeof(validation_accuracy) = 'text') THEN 'NaN' ELSE avg(validation_accuracy) END AS validation_accuracy,
    CASE WHEN count(*) < 2 OR max(typeof(validation_loss) = 'text') THEN NULL
      ELSE sqrt(sum((validation_loss - loss) * (validation_loss - loss)) / (count(*) - 1)) END AS deviation
  FROM validated JOIN centre USING (run_id) GROUP BY run_id
)
UPDATE runs SET tail_epochs = tail.epochs, tail_data_loss = tail.data_loss, tail_accuracy = tail.accuracy,
  tail_validation_loss = tail.validation_loss, tail_validation_accuracy = tail.validation_accuracy,
  tail_validation_deviation = tail.deviation
FROM tail WHERE tail.run_id = runs.run_id;

-- 4. Data: what is new in configs has the value that means "as before".
-- Held-out samples stood at the training set's places, and validation was drawn after the weights.
UPDATE runs SET config = json_set(config, '$.dataset.positions', 'grid') WHERE json_extract(config, '$.dataset.kind') <> 'table';
UPDATE runs SET ancestry = (
  SELECT json_group_array(json(
    CASE WHEN json_extract(stage.value, '$.config.dataset.kind') <> 'table'
      THEN json_set(stage.value, '$.config.dataset.positions', 'grid') ELSE stage.value END
  ) ORDER BY stage.key)
  FROM json_each(ancestry) AS stage
) WHERE ancestry <> '[]';
-- A definition may be one that no version can read. A base without a kind is the chapter's spiral, which has a grid anyway.
UPDATE sweeps SET definition = json_set(definition, '$.base.dataset.positions', 'grid')
WHERE json_extract(definition, '$.base.dataset.kind') <> 'table';
UPDATE sweeps SET definition = json_set(definition, '$.axes', json((
  SELECT json_group_array(json_set(axis.value, '$.points', json((
    SELECT json_group_array(json(
      CASE WHEN json_extract(point.value, '$."dataset.kind"') <> 'table'
        THEN json_set(point.value, '$."dataset.positions"', 'grid') ELSE point.value END
    ) ORDER BY point.key)
    FROM json_each(axis.value, '$.points') AS point
  ))) ORDER BY axis.key)
  FROM json_each(definition, '$.axes') AS axis
)))
WHERE sweep_id IN (
  SELECT sweep_id FROM sweeps, json_tree(definition, '$.axes') AS tree
  WHERE tree.key = 'dataset.kind' AND tree.path LIKE '$.axes[%].points[%]'
) AND sweep_id NOT IN (
  SELECT sweep_id FROM sweeps, json_tree(definition, '$.axes') AS tree
  WHERE tree.path LIKE '$.axes%' AND tree.path NOT LIKE '$.axes[%].points[%]%' AND tree.type NOT IN ('array', 'object')
);

-- 5. Confirmations of a sweep's choice. The plan is JSON: the two settings, the seeds, the test set, and how was chosen. Its
-- configs are derived from that and the sweep's base; its runs carry its id beside the sweep's, and are in no cell.
CREATE TABLE confirmations (
  confirmation_id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  sweep_id INTEGER NOT NULL REFERENCES sweeps ON DELETE CASCADE,
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX confirmations_by_sweep ON confirmations (sweep_id, confirmation_id);

ALTER TABLE runs ADD COLUMN confirmation_id INTEGER REFERENCES confirmations ON DELETE SET NULL;
CREATE INDEX runs_by_confirmation ON runs (confirmation_id, run_id) WHERE confirmation_id IS NOT NULL;

-- What a finished run says about itself is final, unless a completed or stopped one is reopened: the statement that
-- puts it back into the queue may change it. An interrupted run is left out: it can be resumed.
CREATE TRIGGER runs_ended_are_immutable
BEFORE UPDATE OF status, seed, config, created_at, started_at, ended_at, trained_ms, epochs_done, error, diverged_at,
  last_epoch, best_epoch, final_validation_loss, digest, kernel_variant, v8_version, stopped_early, parent_id, branch_epoch, ancestry
  ON runs
WHEN OLD.status IN ('diverged', 'failed') OR (OLD.status IN ('completed', 'stopped') AND NEW.status <> 'queued')
BEGIN
  SELECT RAISE(ABORT, 'a run that ended is immutable');
END;
