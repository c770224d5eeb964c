import { cutText, type GridPoint, maxNameLength, regularizationName, type RunConfig } from '#api';

type Replicate = Pick<RunConfig, 'seed' | 'validation'>;

/** Fewest significant digits of a number in a name. */
const minDigits = 3;
/** With this many digits, no two float64 values look alike. */
const maxDigits = 17;

/** What a sweep varies: paths whose values agree in every cell form one setting. */
interface Setting {
  readonly path: string;
  /** `L2`, `learning rate` */
  readonly label: string;
  /** The number of significant digits that distinguish its values. */
  readonly digits: number;
  /** Whether its values need no label, such as `adam`. */
  readonly isPlain: boolean;
}

/**
 * Names runs of a sweep after what sets them apart: `l2-sweep 1e-3 seed 4`, with labels if there are several settings: `l1-l2 L1 0 L2 1e-3
 * seed 4`. Numbers have 3 significant digits, and more only where two of the sweep's values would look alike. A long sweep name is cut.
 * @param grids of all cells
 */
export function memberNames(
  sweepName: string,
  grids: readonly GridPoint[],
): (grid: GridPoint, replicate: Replicate) => string {
  const settings = Map.groupBy(settingsOf(grids), ({ label }) => label);
  return (grid, { seed, validation }) => {
    const cell = [...settings].flatMap(([label, alike]) =>
      cellWords(label, alike, grid, settings.size === 1),
    );
    const own = [...cell, ...foldWords(validation), `seed ${seed}`].join(' ');
    return cutText(
      `${cutText(sweepName, Math.max(1, maxNameLength - own.length - 1))} ${own}`,
      maxNameLength,
    );
  };
}

function settingsOf(grids: readonly GridPoint[]): Setting[] {
  const paths = [...new Set(grids.flatMap((grid) => Object.keys(grid)))];
  const columns = Map.groupBy(paths, (path) => JSON.stringify(grids.map((grid) => [grid[path]])));
  const settings = [...columns.values()].map((alike): Setting & { readonly varies: boolean } => {
    const path = alike[0]!;
    const values = [...new Set(grids.map((grid) => grid[path]))];
    const numbers = values.filter((value) => typeof value === 'number');
    return {
      path,
      label: [...new Set(alike.map(labelOf))].join(' and '),
      digits: digitsFor(numbers),
      isPlain: values.every((value) => value === undefined || typeof value === 'string'),
      varies: values.length > 1,
    };
  });
  const varying = settings.filter(({ varies }) => varies);
  return varying.length > 0 ? varying : settings;
}

function labelOf(path: string): string {
  const field = path.slice(path.lastIndexOf('.') + 1);
  return regularizationName(path) ?? field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function digitsFor(values: readonly number[]): number {
  let digits = minDigits;
  const differ = (): boolean =>
    new Set(values.map((value) => shortNumber(value, digits))).size === values.length;
  while (digits < maxDigits && !differ()) digits++;
  return digits;
}

/** A cell's values for the settings with one label. Several, such as the units of two layers, follow one another. */
function cellWords(label: string, alike: readonly Setting[], grid: GridPoint, isOnly: boolean): string[] {
  if (alike.every(({ path }) => grid[path] === undefined)) return [];
  const values = alike.map(({ path }) => grid[path]);
  const texts = values.map((value, at) => {
    if (value === undefined) return '–';
    if (typeof value === 'number') return shortNumber(value, alike[at]!.digits);
    return typeof value === 'string' ? value : value === null ? 'none' : value ? 'on' : 'off';
  });
  const speaks =
    alike.every(({ isPlain }) => isPlain) || (isOnly && values.every((value) => typeof value === 'number'));
  return speaks ? texts : [label, ...texts];
}

/** Which fold a run holds out, if it uses folds. */
function foldWords(validation: RunConfig['validation']): string[] {
  if (!('folds' in validation)) return [];
  const { fold, repeat } = validation;
  return [`fold ${fold}`, ...(repeat > 0 ? [`repeat ${repeat}`] : [])];
}

/** A number as it is written everywhere else: 1e-3, not 0.001. Whole numbers keep their digits. */
function shortNumber(value: number, digits: number): string {
  if (Number.isInteger(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) < 0.01 ? rounded.toExponential() : String(rounded);
}
