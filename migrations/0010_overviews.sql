-- Curves of long runs that ended, thinned so that no spike is lost: many runs are drawn without their rows being read. They are
-- made from `epochs`, and can be made from it again at any time.
CREATE TABLE run_overviews (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  metric TEXT NOT NULL,
  -- Numbers of eight bytes, little-endian, as many of either.
  epochs BLOB NOT NULL,
  metric_values BLOB NOT NULL,
  PRIMARY KEY (run_id, metric)
) STRICT;

-- epochs_done when a run's overview was made: that of a run that went on since counts no more.
ALTER TABLE runs ADD COLUMN overview_epochs INTEGER;
CREATE INDEX runs_without_overview ON runs (run_id)
  WHERE epochs_done > 4000 AND epochs_done IS NOT overview_epochs
  AND status IN ('completed', 'stopped', 'diverged', 'failed', 'interrupted');
