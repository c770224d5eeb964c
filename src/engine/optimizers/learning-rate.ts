/**
 * The learning rate for update `step` (0, 1, ...), given the previous one: learningRate * (1 / (1 + decay * step)), or unchanged when decay
 * is 0.
 *
 * It compounds, because the chapter applies each decay to the already decayed rate. The usual schedule initial / (1 + decay * step) is
 * different: see `inverseTime` in schedules.ts. float64, mutates nothing.
 * Source: chapter, learning rate decay; its printed table shows the compounding.
 */
export function decayLearningRate(learningRate: number, decay: number, step: number): number {
  return decay === 0 ? learningRate : learningRate * (1 / (1 + decay * step));
}
