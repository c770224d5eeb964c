interface Measured {
  readonly dataLoss: number;
  /** null where validation was not measured. */
  readonly validationLoss: number | null;
}

/**
 * How much worse the network does on samples that it has not seen: validationLoss - dataLoss, in nats. Penalties are
 * not part of it. null where validation was not measured.
 */
export function generalizationGap({ dataLoss, validationLoss }: Measured): number | null {
  return validationLoss === null ? null : validationLoss - dataLoss;
}

/**
 * The epoch of the lowest validation loss, the first of equals; what is not measured or NaN does not count. null when
 * nothing counts.
 */
export function bestEpoch<Epoch extends Pick<Measured, 'validationLoss'>>(
  epochs: Iterable<Epoch>,
): Epoch | null {
  let best: Epoch | null = null;
  let lowest = Infinity;
  for (const epoch of epochs) {
    const loss = epoch.validationLoss;
    if (loss === null || Number.isNaN(loss)) continue;
    if (best === null || loss < lowest) {
      best = epoch;
      lowest = loss;
    }
  }
  return best;
}
