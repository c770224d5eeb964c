-- How many threads trained the run last. NULL before that was measured, and of runs from before it was written down.
ALTER TABLE runs ADD COLUMN threads INTEGER;
