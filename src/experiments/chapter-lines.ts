import type { FinalMetrics } from '#engine';
import { formatPythonFloat, formatThreeDecimals } from './python-number.ts';

/** What the chapter prints for an epoch. Losses in nats, accuracy from 0 to 1. */
export interface PrintedEpoch {
  readonly epoch: number;
  readonly accuracy: number;
  readonly loss: number;
  readonly dataLoss: number;
  readonly regularizationLoss: number;
  readonly learningRate: number;
}

/**
 * The chapter's line for an epoch, digit for digit:
 * `epoch: 100 acc: 0.707 loss: 0.698 (data_loss: 0.696 reg_loss: 0.002) lr: 0.04999752506207612`.
 */
export function formatEpochLine(metrics: PrintedEpoch): string {
  const accuracy = formatThreeDecimals(metrics.accuracy);
  const loss = formatThreeDecimals(metrics.loss);
  const dataLoss = formatThreeDecimals(metrics.dataLoss);
  const regularizationLoss = formatThreeDecimals(metrics.regularizationLoss);
  const learningRate = formatPythonFloat(metrics.learningRate);
  return (
    `epoch: ${metrics.epoch} acc: ${accuracy} loss: ${loss} ` +
    `(data_loss: ${dataLoss} reg_loss: ${regularizationLoss}) lr: ${learningRate}`
  );
}

/** The chapter's closing line: `validation, acc: 0.837, loss: 0.948`. */
export function formatValidationLine(
  metrics: Pick<FinalMetrics, 'validationAccuracy' | 'validationLoss'>,
): string {
  const accuracy = formatThreeDecimals(metrics.validationAccuracy);
  return `validation, acc: ${accuracy}, loss: ${formatThreeDecimals(metrics.validationLoss)}`;
}
