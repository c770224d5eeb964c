-- Samples that people bring along, and how runs did on test sets that nobody looked at before.

-- The digest is the SHA-256 of the table's bytes in hexadecimal: the same table is stored once, whatever it is called.
CREATE TABLE data_tables (
  digest TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  rows INTEGER NOT NULL,
  classes INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  -- Names of features, label and classes, and what there was to say about the file, as JSON.
  description TEXT NOT NULL CHECK (json_valid(description))
) STRICT;

-- The table's bytes in pieces, in order.
CREATE TABLE data_table_chunks (
  digest TEXT NOT NULL REFERENCES data_tables ON DELETE CASCADE,
  chunk INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (digest, chunk)
) STRICT;

ALTER TABLE runs ADD COLUMN table_digest TEXT REFERENCES data_tables;
CREATE INDEX runs_by_table ON runs (table_digest) WHERE table_digest IS NOT NULL;

-- Of the parameters after the last update. Measured at the end of every run with a test set, and told only once somebody
-- has asked for it: from then on the run remembers that its test set was looked at.
ALTER TABLE runs ADD COLUMN test_data_loss ANY;
ALTER TABLE runs ADD COLUMN test_accuracy ANY;
ALTER TABLE runs ADD COLUMN test_revealed_at TEXT;
