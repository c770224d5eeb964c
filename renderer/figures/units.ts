import type { PlaneGrid, PreviewPoints } from '#api';
import type { ColourScale, Control, Figure, FigureTable, LegendEntry, UnitTile } from '#figure';
import { isSigned, mostOf, type OutputKind } from '../figure/units/output-kind.ts';
import type { UnitFacts, UnitMaps } from '../figure/units/unit-maps.ts';
import { type DensePlace, formatCount, formatMetric, formatPercent, formatPlural } from '#words';

/** What the units of a dense layer see at one moment of a run. */
export interface UnitsMoment {
  /** Of the run. */
  readonly name: string;
  readonly epoch: number;
  readonly place: DensePlace;
  readonly output: OutputKind;
  /** Of the whole layer. */
  readonly units: number;
  /** What a class is called, by its index: behind a softmax it is a unit's name. */
  readonly className: (index: number) => string;
  readonly maps: UnitMaps;
  /** Of so many training samples it is told which units they activate; `of` all that there are. */
  readonly samples: { readonly looked: number; readonly of: number };
  /** Index of the unit pointed at, among those of the maps. */
  readonly marked: number | null;
  /** Each unit has its own scale of colours. */
  readonly isApart: boolean;
}

/** The plane, with what lies on it, that one unit is shown on. */
export interface UnitPlane {
  readonly plane: PlaneGrid;
  readonly features: readonly string[] | undefined;
  readonly training: PreviewPoints | undefined;
  readonly classes: readonly LegendEntry[];
}

const explanation =
  'A unit’s output at every point of the plane, after the activation of its layer: blue above zero, orange below, the stronger the larger, and a line where the sign changes. A unit behind a ReLU that no training sample activates is dead: it is crossed out, and learns nothing from these samples.';

/** The units of a layer, each a small picture of the plane; a message while they are worked out. */
export function unitsFigure(moment: UnitsMoment | null, controls: readonly Control[]): Figure {
  if (!moment) return waiting(controls);
  const { name, epoch, place, maps, marked, output } = moment;
  const told = marked === null ? '' : unitSentence(moment, marked);
  return {
    key: `${name}-units-${fileWord(place)}-${epoch}`,
    title: `Units of ${place.label}`,
    note: output === 'dense' ? 'without activation' : place.outputKind,
    explanation,
    finding: told || layerSentence(moment),
    controls,
    scale: scaleOf(moment),
    plot: {
      kind: 'units',
      label: `Outputs of ${unitsWords(moment)} of ${place.label} over the plane at epoch ${formatCount(epoch)}`,
      maps,
      tiles: maps.units.map((unit, index) => tileOf(moment, unit, index)),
      marked,
      told,
      keys: `Units of ${place.label}. Arrow keys go from unit to unit, Enter shows one alone, space plays.`,
    },
    table: () => tableOf(moment),
  };
}

/** One unit alone, with the training samples. */
export function unitFigure(
  moment: UnitsMoment | null,
  { plane, features, training, classes }: UnitPlane,
  controls: readonly Control[],
): Figure {
  if (!moment) return waiting(controls);
  const { name, epoch, place, maps } = moment;
  const unit = maps.from + 1;
  return {
    key: `${name}-unit-${unit}-${fileWord(place)}-${epoch}`,
    title: `Unit ${formatCount(unit)} of ${place.label}`,
    note: moment.output === 'dense' ? 'without activation' : place.outputKind,
    explanation,
    finding: unitSentence(moment, 0),
    controls,
    legend: classes,
    scale: scaleOf(moment),
    plot: {
      kind: 'plane',
      content: {
        ...{ plane, features, training },
        scene: { picture: maps.picture, lines: maps.lines[0]!, training: null, validation: null },
        label: `Output of unit ${unit} of ${place.label} over the plane at epoch ${formatCount(epoch)}`,
      },
      keys: `Unit ${unit}. Up and down go from unit to unit, left and right step through the epochs, space plays, Escape shows all units.`,
    },
    table: () => tableOf(moment),
  };
}

function waiting(controls: readonly Control[]): Figure {
  return {
    key: 'units',
    title: 'Units',
    explanation,
    message: 'Working out what the units see',
    controls,
    plot: { kind: 'units', label: '', maps: null, tiles: [], marked: null, told: '', keys: '' },
    table: { columns: [], rows: [] },
  };
}

const fileWord = ({ label }: DensePlace): string => label.replaceAll(' ', '-');

function tileOf(moment: UnitsMoment, unit: UnitFacts, index: number): UnitTile {
  const state = isBroken(unit) ? 'broken' : isDead(moment, unit) ? 'dead' : 'live';
  const at = moment.maps.from + index;
  const own = moment.output === 'softmax' ? moment.className(at) : formatCount(at + 1);
  return { name: own, state };
}

const isBroken = ({ least }: UnitFacts): boolean => Number.isNaN(least);
const isDead = ({ output }: UnitsMoment, { active }: UnitFacts): boolean => output === 'relu' && active === 0;

function unitsWords({ maps, units }: UnitsMoment): string {
  const { from, to } = maps;
  return to - from === units
    ? formatPlural(units, 'unit')
    : `units ${formatCount(from + 1)} to ${formatCount(to)} of ${formatCount(units)}`;
}

/** What is to be said of all units shown. */
function layerSentence(moment: UnitsMoment): string {
  const { epoch, maps } = moment;
  const broken = maps.units.filter(isBroken).length;
  const dead = maps.units.filter((unit) => isDead(moment, unit)).length;
  const parts = [
    unitsWords(moment),
    ...(broken > 0
      ? [`${formatCount(broken)} ${broken === 1 ? 'computes' : 'compute'} no finite number anywhere`]
      : []),
    ...(dead > 0 ? [`${formatCount(dead)} dead: ${noSample(moment, dead === 1 ? 'it' : 'them')}`] : []),
  ];
  return `Epoch ${formatCount(epoch)}: ${parts.join(', ')}.`;
}

function noSample({ samples: { looked, of } }: UnitsMoment, units: 'it' | 'them'): string {
  return looked === of
    ? `no training sample activates ${units}`
    : `none of the ${formatCount(looked)} training samples examined activates ${units}`;
}

/** What is known of one unit, by its index among those shown. */
function unitSentence(moment: UnitsMoment, index: number): string {
  const { maps, output, samples } = moment;
  const unit = maps.units[index];
  if (!unit) return '';
  const { least, greatest, active, incoming, outgoing } = unit;
  const span = isBroken(unit)
    ? 'computes no finite number anywhere in this plane'
    : `outputs ${formatMetric(least)} to ${formatMetric(greatest)} in this plane`;
  const looked = samples.looked === samples.of ? 'the' : `${formatCount(samples.looked)} of the`;
  const share = `active for ${formatPercent(active)} of ${looked} training samples`;
  const out = outgoing === null ? '' : `, of its outgoing ones ${formatMetric(outgoing)}`;
  const norms = `norm of its incoming weights ${formatMetric(incoming)}${out}`;
  const parts = [span, ...(output === 'relu' && !isBroken(unit) ? [share] : []), norms];
  return `Unit ${formatCount(maps.from + index + 1)} ${parts.join('; ')}.`;
}

function tableOf({ maps, output }: UnitsMoment): FigureTable {
  const isRelu = output === 'relu';
  return {
    columns: [
      ...['unit', 'least output', 'greatest output'],
      ...(isRelu ? ['share of training samples that activate it'] : []),
      ...['norm of incoming weights', 'norm of outgoing weights'],
    ],
    rows: maps.units.map(({ least, greatest, active, incoming, outgoing }, index) => [
      ...[maps.from + index + 1, least, greatest],
      ...(isRelu ? [active] : []),
      ...[incoming, outgoing],
    ]),
  };
}

/** What colours mean, where any is seen; where each unit has its own scale, from none to its largest output. */
function scaleOf({ maps, output, isApart }: UnitsMoment): ColourScale | undefined {
  const reach = maps.reach.find((size) => size > 0);
  if (reach === undefined) return undefined;
  const isEach = isApart && maps.units.length > 1 && mostOf(output) === null;
  const most = isEach ? 'its largest' : reach === 1 ? '1' : formatMetric(reach);
  const labels = isSigned(output) ? [`−${most}`, '0', most] : ['0', most];
  return {
    title: 'output',
    ramp: isSigned(output) ? 'signed' : 'rising',
    ticks: labels.map((label, at) => ({ share: at / (labels.length - 1), label })),
  };
}
