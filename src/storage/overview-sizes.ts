/** The overview of a run of more epochs is made while it trains, with more points, and with the penalties of its layers. */
export const longRunEpochs = 300_000;
/** Points of each of its metrics: four for each few pixels of a wide chart. */
export const longRunPoints = 8192;
/** First epochs of it that are read from their rows: on a logarithmic axis these have most of the room. */
export const headEpochs = 8192;
/** Epochs of it that one step takes up: reading them keeps the thread for a fraction of a second. */
export const overviewStepEpochs = 100_000;
