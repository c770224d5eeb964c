import { isLive, type RunSummary } from '#api';
import { shallowRef, watch, type ShallowRef } from 'vue';
import type { RunPoints } from '../../shared/useSeries.ts';
import { overfittingOf, type Overfitting } from './overfitting.ts';

/** While a run trains, it is judged anew when it has this share more validated epochs: of a long one not at every update. */
const growthShare = 0.01;

/** How far a run overfits, followed while it trains. */
export function useOverfitting(
  run: () => RunSummary,
  points: () => RunPoints,
): Readonly<ShallowRef<Overfitting>> {
  const overfitting = shallowRef(overfittingOf(points(), run()));
  watch([points, () => run().status], () => {
    const known = overfitting.value.validated.length;
    const now = points().get('validationLoss')?.epochs.length ?? 0;
    const isSame = now >= known && now < known * (1 + growthShare);
    if (isSame && isLive(run().status)) return;
    overfitting.value = overfittingOf(points(), run());
  });
  return overfitting;
}
