import { featuresOf, type RunDetail, type RunSummary } from '#api';
import { computed, shallowRef, watch } from 'vue';
import { classPalette } from '../../../figure/boundaries/class-palette.ts';
import { whyNoPlane } from '../../../figure/boundaries/no-plane.ts';
import { planeOf } from '../../../figure/boundaries/plane-of.ts';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import { useScenes } from '../../../figure/boundaries/useScenes.ts';
import { useChartTheme } from '../../../figure/chart-theme.ts';
import { useClassNames, useFeatureNames } from '../../../data/useTables.ts';
import { boundaryFigure, boundaryLegend, readingsOf, readingsTable } from '../../../figures/boundary.ts';
import { useAddressPreference } from '../../../data/address/useAddress.ts';
import type { Player } from '../../shared/cursor/kept-player.ts';
import { whyNoSnapshots } from '../../shared/snapshot-words.ts';
import { useRunSamples } from './useRunSamples.ts';
import type { UsedSnapshots } from './useSnapshots.ts';

interface Given {
  readonly run: RunSummary;
  readonly detail: RunDetail | undefined;
  readonly used: UsedSnapshots;
  readonly player: Player;
}

/** Cells of the plane along each axis. */
const cells = 200;

/** How the network divides the plane of its two features at the player's position. */
export function useBoundary(given: Given) {
  const theme = useChartTheme();
  const className = useClassNames(() => given.run.config.dataset);
  const names = useFeatureNames(() => given.run.config.dataset);
  const features = computed(() => {
    const { dataset } = given.run.config;
    const unit = dataset.kind === 'table' && dataset.standardize ? ', standardized' : '';
    return names.value?.map((name) => `${name}${unit}`);
  });

  const noPlane = computed(() =>
    whyNoPlane(featuresOf(given.run.config.dataset), {
      shows: 'which class the network gives to every point',
      instead: 'For data of any size, the tab Weights shows what training does to the network.',
    }),
  );
  const message = computed(() => noPlane.value ?? whyNoSnapshots(given.run, given.detail));
  const { value: samples, error: samplesError } = useRunSamples(
    () => given.run,
    () => message.value === null,
  );
  const plane = computed(() => {
    const { training, validation } = samples.value ?? {};
    return planeOf(training && validation ? [training, validation] : [], cells);
  });
  const palette = computed(() => classPalette(theme.value));
  const requests = computed(() => {
    if (!samples.value) return [];
    const { training, validation } = samples.value;
    const { layers } = given.run.config;
    const same = { layers, plane: plane.value, palette: palette.value, training, validation };
    return given.used.snapshots.value.map(({ parameters }) => ({ ...same, parameters }));
  });
  const { made: scenes, error: sceneError } = useScenes({
    requests: () => requests.value,
    wanted: () => given.player.index.value,
    key: () => [plane.value, palette.value, given.used.snapshots.value[0]],
  });

  const epoch = computed(() => given.used.snapshots.value[given.player.index.value]?.epoch);
  const scene = computed(() => scenes.value.get(given.player.index.value) ?? null);
  // A picture not made yet takes a moment: until then the previous one stays, faint and without its numbers.
  const held = shallowRef<Scene | null>(null);
  watch(scene, (made) => {
    if (made) held.value = made;
  });

  const shown = useAddressPreference('samples', 'run.boundary');
  const epochs = computed(() => given.used.snapshots.value.map((snapshot) => snapshot.epoch));
  const classes = computed(
    () => given.run.config.layers.findLast((layer) => layer.kind === 'dense')?.units ?? 0,
  );
  // Separate from the moment, which changes many times a second during playback, and from the run, which changes during training.
  const name = computed(() => given.run.name);
  const legend = computed(() => boundaryLegend(classes.value, className.value, shown.value));
  const table = computed(() => readingsTable(epochs.value, scenes.value));
  const figure = computed(() =>
    boundaryFigure({
      name: name.value,
      epoch: epoch.value,
      plane: plane.value,
      samples: samples.value,
      scene: scene.value,
      drawn: scene.value ?? held.value,
      shown: shown.value,
      features: features.value,
      legend: legend.value,
      table: table.value,
    }),
  );

  /** Arrows and space work on the picture, too: that is where the user looks. */
  function key(event: KeyboardEvent): void {
    const { index, go, toggle } = given.player;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowRight: () => go(index.value + 1),
      ArrowLeft: () => go(index.value - 1),
      Home: () => go(0),
      End: () => go(epochs.value.length - 1),
      ' ': toggle,
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  }

  return {
    message,
    error: computed(() => given.used.error.value ?? samplesError.value ?? sceneError.value),
    figure,
    key,
    epochs,
    /** The picture at the player's position; null while it is being made. */
    scene,
    readings: computed(() => readingsOf(samples.value, scene.value)),
    shown,
  };
}
