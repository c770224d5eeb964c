import {
  GridError,
  maxNameLength,
  parseRunConfig,
  parseSeeds,
  parseSweep,
  studies,
  type ConfigIssue,
  type RunConfig,
  type StudyKind,
  type SweepCell,
  type SweepDefinition,
} from '#api';
import { readAxis, writeAxis, type AxisDraft } from './axis-draft.ts';
import { pathWords } from '#words';
import { isObject, isText } from '#data';

/** A sweep being edited: texts, right or wrong. */
export interface SweepDraft {
  name: string;
  /** The base config as JSON. */
  base: string;
  axes: AxisDraft[];
  seeds: string;
  /** The guided study that it was made from. With other axes it is no longer one. */
  study?: StudyKind;
}

/** A draft from its JSON; null if there is none, or one that the editor could not show. */
export function readStoredDraft(json: string | undefined): SweepDraft | null {
  if (json === undefined) return null;
  let draft: unknown;
  try {
    draft = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isObject(draft)) return null;
  const { name, base, axes, seeds } = draft;
  if (!isText(name) || !isText(base) || !isText(seeds) || !Array.isArray(axes) || !axes.every(isAxisDraft)) {
    return null;
  }
  const study = studies.find(({ kind }) => kind === draft['study'])?.kind;
  return { name, base, axes, seeds, ...(study ? { study } : {}) };
}

function isAxisDraft(axis: unknown): axis is AxisDraft {
  if (!isObject(axis)) return false;
  const { paths, values } = axis;
  return isText(values) && Array.isArray(paths) && paths.every(isText);
}

/** A draft that has been checked. */
export interface CheckedSweep {
  readonly base: RunConfig | null;
  /** null if there is any error. */
  readonly definition: SweepDefinition | null;
  readonly cells: readonly SweepCell[];
  /** By field: `name`, `base`, `seeds`, `axes.0.paths`, `axes.0.values`; `` concerns the whole. */
  readonly issues: readonly ConfigIssue[];
}

/** Checks a draft. Every error is reported at the field where it can be fixed. */
export function checkSweep(draft: SweepDraft): CheckedSweep {
  const issues: ConfigIssue[] = [];
  const base = readBase(draft.base, issues);
  const seeds = readSeeds(draft.seeds, issues);
  const axes = draft.axes.flatMap((axisDraft, index) => {
    const result = readAxis(axisDraft);
    if (result.ok) return [result.axis];
    issues.push({ ...result.issue, path: `axes.${index}.${result.issue.path}` });
    return [];
  });
  if (draft.name.trim().length > maxNameLength) {
    const message = `got ${draft.name.length} characters; allowed: at most ${maxNameLength}`;
    issues.push({ path: 'name', message });
  }
  const failed = (found: readonly ConfigIssue[]): CheckedSweep => {
    return { base, definition: null, cells: [], issues: found };
  };
  if (base === null || seeds === null || issues.length > 0) return failed(issues);
  const name = draft.name.trim();
  const result = parseSweep({ ...(name === '' ? {} : { name }), ...studyOf(draft, axes), base, axes, seeds });
  if (result.ok) return { base, definition: result.definition, cells: result.cells, issues };
  return failed(result.issues.map((issue) => placeIssue(issue, draft, base)));
}

/** A conclusion needs the values that its study is about; with other seeds or fewer epochs it keeps its meaning. */
function studyOf({ study }: SweepDraft, axes: SweepDefinition['axes']): { study?: StudyKind } {
  const original = studies.find(({ kind }) => kind === study);
  return original && JSON.stringify(original.definition.axes) === JSON.stringify(axes)
    ? { study: original.kind }
    : {};
}

/** A stored sweep as a draft. */
export function writeDraft({
  name = '',
  base,
  axes,
  seeds,
  study,
}: Omit<SweepDefinition, 'name'> & { name?: string | undefined }): SweepDraft {
  return {
    name,
    base: JSON.stringify(base, null, 2),
    axes: axes.map(writeAxis),
    seeds: writeSeeds(seeds),
    ...(study === undefined ? {} : { study }),
  };
}

/** Seeds in readable form: `0-4, 7`. */
export function writeSeeds(seeds: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < seeds.length;) {
    let end = start;
    while (seeds[end + 1] === seeds[end]! + 1) end++;
    parts.push(end === start ? `${seeds[start]}` : `${seeds[start]}-${seeds[end]}`);
    start = end + 1;
  }
  return parts.join(', ');
}

function readBase(text: string, issues: ConfigIssue[]): RunConfig | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    issues.push({ path: 'base', message: `the base is not JSON: ${(thrown as Error).message}` });
    return null;
  }
  const result = parseRunConfig(value);
  if (result.ok) return result.config;
  for (const { path, message } of result.issues) {
    issues.push({ path: 'base', message: path === '' ? message : `${path}: ${message}` });
  }
  return null;
}

function readSeeds(text: string, issues: ConfigIssue[]): number[] | null {
  try {
    return parseSeeds(text);
  } catch (thrown) {
    if (!(thrown instanceof GridError)) throw thrown;
    issues.push({ path: 'seeds', message: thrown.message });
    return null;
  }
}

/** Assigns an error of a definition to the field of the draft where it can be fixed. */
function placeIssue({ path, message }: ConfigIssue, { axes }: SweepDraft, base: RunConfig): ConfigIssue {
  if (path === 'seeds' || path.startsWith('seeds.')) return { path: 'seeds', message };
  const axis = /^axes\.(\d+)/.exec(path);
  // The field implies the paths; what was typed in it is the value.
  const given = message.replace(/^got .*=(\S*) more than once/, 'got $1 more than once');
  if (axis) return { path: `axes.${axis[1]}.values`, message: given };
  if (path === '' || path === 'axes') return { path: '', message };
  // A config that only some cells have: the axis that sets the path made it wrong. The message mentions the value, not the cell.
  const setBy = axes.findIndex(({ paths, values }) =>
    paths.length > 0 ? paths.includes(path) : values.includes(`"${path}"`),
  );
  const words = pathWords(path, base).long;
  if (setBy === -1) return { path: '', message: `${words}: ${message}` };
  const own = message.replace(/ \(at [^)]*\)$/, '');
  return {
    path: `axes.${setBy}.values`,
    message: axes[setBy]!.paths.length === 1 ? own : `${words}: ${own}`,
  };
}
