-- The overview of a long run has more points than it once had, and the penalties of its layers: older ones are made again, step by step.
UPDATE runs SET overview_epochs = NULL WHERE epochs_done > 300000;
