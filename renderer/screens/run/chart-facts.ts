import type { RunSummary } from '#api';
import { computed, type ComputedRef } from 'vue';
import { keepEqual } from '#data';
import { whyNoEpochs, whyNoGap } from '#words';

/** What the charts of a run need beside its points. */
export interface ChartFacts extends Pick<RunSummary, 'name' | 'config' | 'best' | 'divergedAt'> {
  /** Why there is nothing to draw yet. */
  readonly noEpochs: string;
  readonly noGap: string | undefined;
}

/** The same object until one of them changes: a training run is updated many times a second, and each new figure would be drawn again. */
export function useChartFacts(run: () => RunSummary): ComputedRef<ChartFacts> {
  return computed((before?: ChartFacts) => {
    const { name, config, best, divergedAt } = run();
    const why = { noEpochs: whyNoEpochs(run()), noGap: whyNoGap(run()) };
    return keepEqual({ name, config, best, divergedAt, ...why }, before);
  });
}
