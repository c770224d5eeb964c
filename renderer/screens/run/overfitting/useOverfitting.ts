import { isLive, type RunSummary } from '#api';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { useSeries, type RunPoints } from '../../shared/useSeries.ts';
import { mostJudged, overfittingOf, type Overfitting } from './overfitting.ts';

/** A run in training is judged again when its validated epochs have grown by this fraction: for a long one, not at every update. */
const growthShare = 0.01;
/** Nobody watches a judgement more closely than this. */
const everyMs = 1000;

/** How far a run overfits, followed while it trains. */
export function useOverfitting(run: () => RunSummary): Readonly<ShallowRef<Overfitting>> {
  const { points, reload } = useSeries(
    () => run().id,
    () => ['validationLoss', 'dataLoss', 'evaluatedDataLoss'],
    { isTogether: true, most: mostJudged, everyMs },
  );
  // When epochs are added, the former last one loses the validation that only a last epoch gets.
  watch(() => run().config.epochs, reload);
  return useJudgement(run, () => points.value);
}

/** The same for given points. */
export function useJudgement(
  run: () => RunSummary,
  points: () => RunPoints,
): Readonly<ShallowRef<Overfitting>> {
  const overfitting = shallowRef(overfittingOf(points(), run()));
  const lastOf = ({ validated }: Pick<Overfitting, 'validated'>): number => validated.epochs.at(-1) ?? -1;
  watch([points, () => run().status], () => {
    const known = lastOf(overfitting.value);
    const now = points().get('validationLoss')?.epochs.at(-1) ?? -1;
    const isSame = now >= known && now < known * (1 + growthShare);
    if (isSame && isLive(run().status)) return;
    overfitting.value = overfittingOf(points(), run());
  });
  return overfitting;
}
