import { computed, shallowRef, watch } from 'vue';
import { classPalette } from '../../../figure/boundaries/class-palette.ts';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import { useScenes } from '../../../figure/boundaries/useScenes.ts';
import { useChartTheme } from '#figure';
import { boundaryFigure, boundaryLegend, readingsOf, readingsTable } from '../../../figures/boundary.ts';
import { useAddressPreference } from '#data';
import { planeKeys } from './plane-keys.ts';
import { type PictureGiven, useRunPlane } from './useRunPlane.ts';

/** How the network divides the plane of its two features at the player's position. */
export function useBoundary(given: PictureGiven) {
  const theme = useChartTheme();
  const { message, error, samples, plane, features, layers, classes, className } = useRunPlane(given);
  const palette = computed(() => classPalette(theme.value));
  const requests = computed(() => {
    if (!samples.value) return [];
    const { training, validation } = samples.value;
    const same = { layers: layers.value, plane: plane.value, palette: palette.value, training, validation };
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

  return {
    message,
    error: computed(() => given.used.error.value ?? error.value ?? sceneError.value),
    figure,
    key: planeKeys(given.player, () => epochs.value.length),
    epochs,
    /** The picture at the player's position; null while it is being made. */
    scene,
    readings: computed(() => readingsOf(samples.value, scene.value)),
    shown,
  };
}
