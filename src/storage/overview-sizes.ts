/** Only longer runs get an overview, when they have ended: others are read as fast from their rows. */
export const shortRunEpochs = 4000;
/** Longer runs get their overview while they train, with more points and with the penalties of their layers. */
export const longRunEpochs = 300_000;
/** Points per metric of a long run: four for every two or three pixels of a wide chart. */
export const longRunPoints = 8192;
/** First epochs of a long run that are read from their rows: they take up most of a logarithmic axis. */
export const headEpochs = 8192;
/** Epochs by which one step extends the overview of a long run: reading them blocks the thread for a fraction of a second. */
export const overviewStepEpochs = 100_000;
