import { featuresOf, type RunDetail, type RunSummary } from '#api';
import { computed } from 'vue';
import { useClassNames, useFeatureNames } from '#data';
import { whyNoPlane } from '../../../figure/boundaries/no-plane.ts';
import { planeOf } from '../../../figure/boundaries/plane-of.ts';
import type { Player } from '../../shared/cursor/kept-player.ts';
import { whyNoSnapshots } from '../../shared/snapshot-words.ts';
import { useRunSamples } from './useRunSamples.ts';
import type { UsedSnapshots } from './useSnapshots.ts';

/** What the pictures of a run's parameters are made of. */
export interface PictureGiven {
  readonly run: RunSummary;
  readonly detail: RunDetail | undefined;
  readonly used: UsedSnapshots;
  readonly player: Player;
}

/** Cells of the plane along each axis. */
const cells = 200;

/** The plane of the two features of a run's data, with its samples; or why there is none. */
export function useRunPlane(given: PictureGiven) {
  const className = useClassNames(() => given.run.config.dataset);
  const names = useFeatureNames(() => given.run.config.dataset);
  const features = computed(() => {
    const { dataset } = given.run.config;
    const unit = dataset.kind === 'table' && dataset.standardize ? ', standardized' : '';
    return names.value?.map((name) => `${name}${unit}`);
  });
  const noPlane = computed(() =>
    whyNoPlane(featuresOf(given.run.config.dataset), {
      shows: 'what the network, and each of its units, makes of every point',
      instead: 'For data of any size, the tab Weights shows what training does to the network.',
    }),
  );
  const message = computed(() => noPlane.value ?? whyNoSnapshots(given.run, given.detail));
  const { value: samples, error } = useRunSamples(
    () => given.run,
    () => message.value === null,
  );
  const plane = computed(() => {
    const { training, validation } = samples.value ?? {};
    return planeOf(training && validation ? [training, validation] : [], cells);
  });
  // Apart from the run, which is another object many times a second while it trains.
  const layers = computed(() => given.run.config.layers);
  const classes = computed(() => layers.value.findLast((layer) => layer.kind === 'dense')?.units ?? 0);
  return { message, error, samples, plane, features, layers, classes, className };
}
