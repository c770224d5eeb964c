import type { PreviewPoints } from '#api';
import { computed, type Ref } from 'vue';
import { classPalette } from '../../../figure/boundaries/class-palette.ts';
import { classEntry, type Control, signSlots, useChartTheme } from '#figure';
import { mostOf, type OutputKind } from '../../../figure/units/output-kind.ts';
import type { UnitMapsRequest } from '../../../figure/units/unit-maps.ts';
import { useUnitMaps } from '../../../figure/units/useUnitMaps.ts';
import { colourControls, rangeControls, unitControl, unitsAtOnce } from '../../../figures/unit-controls.ts';
import { unitFigure, type UnitsMoment, unitsFigure } from '../../../figures/units.ts';
import { useAddressPreference } from '#data';
import type { DensePlace } from '#words';
import { planeKeys } from '../pictures/plane-keys.ts';
import { type PictureGiven, useRunPlane } from '../pictures/useRunPlane.ts';
import type { UnitChoice } from './useUnitChoice.ts';

/** A layer of which the units are shown, or one of them. */
export interface UnitsGiven extends PictureGiven {
  readonly place: DensePlace;
  readonly choice: UnitChoice;
  /** The choice among boundary and layers. */
  readonly layerControl: Control;
}

/** Training samples that are looked at, so that a frame does not wait for a hundred thousand of them. */
const mostSamples = 1024;

/** The outputs of a layer's units, or of one of them, over the plane at the player's current picture. */
export function useUnits(given: UnitsGiven, marked: Ref<number | null>) {
  const theme = useChartTheme();
  const { message, error, samples, plane, features, layers, classes, className } = useRunPlane(given);
  const colours = useAddressPreference('colours', 'run.unitColours');
  const { unit, first } = given.choice;

  const output = computed(() => layers.value[given.place.output]!.kind as OutputKind);
  const units = computed(() => {
    const dense = layers.value.filter((layer) => layer.kind === 'dense');
    return dense[given.place.dense]!.units;
  });
  /** Of the units shown; what an address asks for and is not there is as nothing asked for. */
  const range = computed(() => {
    const alone = unit.value;
    if (alone !== null && alone <= units.value) return { from: alone - 1, to: alone };
    const from = first.value <= units.value ? first.value - ((first.value - 1) % unitsAtOnce) - 1 : 0;
    return { from, to: Math.min(units.value, from + unitsAtOnce) };
  });
  const isAlone = computed(() => unit.value !== null && unit.value <= units.value);
  const looked = computed(() => someInputs(samples.value?.training));
  const palette = computed(() => {
    const colours = classPalette(theme.value);
    return { above: colours[signSlots.above]!, below: colours[signSlots.below]! };
  });

  const wish = computed(() => {
    const snapshot = given.used.snapshots.value[given.player.index.value];
    if (!snapshot || !looked.value) return null;
    const request: UnitMapsRequest = {
      ...range.value,
      dense: given.place.dense,
      layers: layers.value,
      parameters: snapshot.parameters,
      plane: plane.value,
      output: output.value,
      samples: looked.value,
      isShared: colours.value === 'layer',
      palette: palette.value,
    };
    const { place } = given;
    return { request, epoch: snapshot.epoch, place, units: units.value, isAlone: isAlone.value };
  });
  const { made, error: mapsError } = useUnitMaps({
    wish: () => wish.value,
    isMoving: () => given.player.playing.value,
  });

  const name = computed(() => given.run.name);
  const moment = computed((): UnitsMoment | null => {
    if (!made.value) return null;
    const { wish, maps } = made.value;
    const { request, epoch, place, units } = wish;
    return {
      ...{ name: name.value, epoch, place, units, maps, className: className.value },
      output: request.output,
      samples: { looked: request.samples.length / 2, of: samples.value?.training.x.length ?? 0 },
      marked: marked.value !== null && marked.value < maps.units.length ? marked.value : null,
      isApart: !request.isShared,
    };
  });
  const onPlane = computed(() => ({
    plane: plane.value,
    features: features.value,
    training: samples.value?.training,
    classes: Array.from({ length: classes.value }, (_, index) => classEntry(index, className.value(index))),
  }));
  const controls = computed(() => [
    given.layerControl,
    ...(isAlone.value
      ? [unitControl(units.value, unit.value!)]
      : [
          ...rangeControls(units.value, range.value.from + 1),
          ...colourControls(mostOf(output.value) !== null, colours.value),
        ]),
  ]);
  const figure = computed(() =>
    made.value?.wish.isAlone
      ? unitFigure(moment.value, onPlane.value, controls.value)
      : unitsFigure(moment.value, controls.value),
  );

  function choose(key: string, value: string | number): void {
    if (key === 'colours') colours.value = value === 'unit' ? 'unit' : 'layer';
    if (key === 'units') first.value = Number(value);
    if (key === 'unit') unit.value = Number(value) || null;
  }

  function pick(index: number): void {
    marked.value = null;
    unit.value = range.value.from + index + 1;
  }
  const step = (by: number) => (): void => {
    if (isAlone.value) unit.value = Math.max(1, Math.min(units.value, unit.value! + by));
  };
  const key = planeKeys(given.player, () => given.used.snapshots.value.length, {
    ArrowUp: step(-1),
    ArrowDown: step(1),
    Escape: () => (unit.value = null),
  });

  /** The unit that is pointed at or shown alone, for the network beside it. */
  const pointed = computed(() => {
    if (!isAlone.value && marked.value === null) return null;
    return { dense: given.place.dense, unit: range.value.from + (isAlone.value ? 0 : marked.value!) };
  });
  return {
    message,
    error: computed(() => given.used.error.value ?? error.value ?? mapsError.value),
    ...{ figure, choose, pick, key, pointed },
  };
}

/** Samples as the network takes them [samples, 2], evenly chosen where there are many. */
function someInputs(points: PreviewPoints | undefined): Float64Array | null {
  if (!points) return null;
  const stride = Math.max(1, Math.ceil(points.x.length / mostSamples));
  const inputs = new Float64Array(2 * Math.ceil(points.x.length / stride));
  for (let at = 0; 2 * at < inputs.length; at++) {
    inputs[2 * at] = points.x[at * stride]!;
    inputs[2 * at + 1] = points.y[at * stride]!;
  }
  return inputs;
}
