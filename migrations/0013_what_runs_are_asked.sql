-- More that the filter language asks of runs: docs/filter.md.

-- The epoch where overfitting sets in, as judge-onset.ts has it; NULL for none. Judged when a run ends, by the epochs that it had then:
-- one that went on since, or that was recorded before this was, is judged by the next host.
ALTER TABLE runs ADD COLUMN onset_epoch INTEGER;
ALTER TABLE runs ADD COLUMN onset_epochs INTEGER;
CREATE INDEX runs_without_onset ON runs (run_id)
  WHERE epochs_done > 0 AND epochs_done IS NOT onset_epochs
  AND status IN ('completed', 'stopped', 'diverged', 'failed', 'interrupted');

-- The same as before, with the onset and with where a run is from.
DROP INDEX runs_facts;
CREATE INDEX runs_facts ON runs (
  created_at, run_id, trashed_at, deleted_at, sweep_id, public_id, name, name_key, status, seed, started_at, ended_at, trained_ms, running_since,
  epochs_done, diverged_at, onset_epoch, dataset, samples, optimizer, learning_rate, dense_layers, dense_units, parent_id, branch_epoch,
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
