/**
 * Version of the numerics, stored with every run. It changes when, and only when, the same config may give different bits than before.
 *
 * 3.0.0: log, sin and cos are the engine's own, with the bits of V8's on x64. Before, they were the host's, so that data and initial
 * weights differed in the desktop app (Chromium) and on arm64. Also, a loss has full precision where the probability of a target
 * underflows; engine 2 gave Infinity there, and few digits just before.
 */
export const engineVersion = '3.0.0';
