/**
 * The learning rate for update `step` (0, 1, ...), given the one before it:
 * learningRate * (1 / (1 + decay * step)), and unchanged when decay is 0.
 *
 * It compounds, because the chapter feeds the decayed rate into the next decay. The usual schedule
 * initial / (1 + decay * step) is another one, see `inverseTime` in schedules.ts. float64, mutates nothing.
 * Source: chapter, learning rate decay; the compounding is how its printed table was made.
 */
export function decayLearningRate(learningRate: number, decay: number, step: number): number {
  return decay === 0 ? learningRate : learningRate * (1 / (1 + decay * step));
}
