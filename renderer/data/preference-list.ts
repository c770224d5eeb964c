import { defaultTableLayout, places, tableLayout, type TableLayout, viewCharts } from '#api';
import {
  flag,
  flags,
  isFlag,
  isNumber,
  isObject,
  isText,
  list,
  map,
  number,
  oneOf,
  orNull,
  shared,
  text,
  type Preference,
} from './preference-kinds.ts';
import { isRunChange } from './run-changes.ts';

/** What was typed on a screen and not launched yet. */
export interface KeptDraft {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly editedAt: number;
}

const isDraft = (entry: unknown): entry is KeptDraft =>
  isObject(entry) && isText(entry['text']) && isNumber(entry['editedAt']);
const isTrue = (entry: unknown): entry is true => entry === true;

/** Pins used to be a list of ids. */
function pinsOfList(stored: unknown): Readonly<Record<string, true>> | undefined {
  if (!Array.isArray(stored) || !stored.every(isText)) return undefined;
  return Object.fromEntries(stored.map((id) => [id, true as const]));
}

/** Drafts of runs used to be a list of { key, text }, latest first. */
function draftsOfList(stored: unknown): Readonly<Record<string, KeptDraft>> | undefined {
  if (!Array.isArray(stored)) return undefined;
  const drafts = stored.map((draft: unknown, index) =>
    isObject(draft) && isText(draft['key']) && isText(draft['text'])
      ? ([draft['key'], { text: draft['text'], editedAt: -index }] as const)
      : null,
  );
  return drafts.includes(null) ? undefined : Object.fromEntries(drafts.filter((draft) => draft !== null));
}

/** Only one sweep draft used to be kept: null, or { key, draft }. */
function draftOfSweep(stored: unknown): Readonly<Record<string, KeptDraft>> | undefined {
  if (stored === null) return {};
  if (!isObject(stored) || !isText(stored['key']) || !isObject(stored['draft'])) return undefined;
  return { [stored['key']]: { text: JSON.stringify(stored['draft']), editedAt: 0 } };
}

/** Share of the first pane in percent; null until the divider is moved. */
const pane = orNull(number(50, 0, 100));
const smoothing = number(0, 0, 1);

/** Every setting of the interface, with its default. */
export const preferenceList = {
  'compare.ancestors': flag(false),
  'compare.axis': oneOf(['epoch', 'updates', 'time'], 'epoch'),
  'compare.colours': shared(map(isNumber)),
  'compare.differences': flag(false),
  'compare.grouping': text('none'),
  'compare.lines': oneOf(['both', 'train', 'validation'], 'both'),
  'compare.logarithmic': map(isFlag),
  'compare.metric': oneOf(['loss', 'accuracy', 'totalLoss', 'penalty', 'learningRate'], 'loss'),
  'compare.pinned': shared(map(isTrue, pinsOfList)),
  'compare.smoothing': smoothing,
  'compare.weights': oneOf(['histograms', 'network'], 'histograms'),
  /** The heading where the reader left off. */
  'guide.place': text(''),
  'newRun.drafts': shared(map(isDraft, draftsOfList)),
  'newSweep.draft': shared(map(isDraft, draftOfSweep)),
  'pane.compare': pane,
  'pane.compareDiff': pane,
  'pane.comparePictures': pane,
  'pane.data': pane,
  'pane.explore': pane,
  'pane.newRun': pane,
  'pane.newSweep': pane,
  'pane.run': pane,
  'pane.runPictures': pane,
  'pane.runWide': pane,
  'pane.runs': pane,
  'pane.sweep': pane,
  'pane.workers': pane,
  /** Where new runs and sweeps are trained. */
  place: oneOf(places, 'here'),
  'run.boundary': flags({ training: true, validation: false, wrong: true }),
  'run.configView': oneOf(['table', 'json'], 'json'),
  'run.logarithmic': map(isFlag),
  'run.lossParts': oneOf(['amount', 'share'], 'amount'),
  'run.lossPartsEpochs': oneOf(['logarithmic', 'linear'], 'logarithmic'),
  'run.nearZero': number(1e-2, 0, 1),
  'run.norm': oneOf(['l1', 'l2'], 'l2'),
  'run.overfittingLogarithmic': flag(false),
  'run.pace': oneOf(['pictures', '1', '3', '10', '30', '100', '300', '1000', '3000', 'trained'], 'pictures'),
  'run.patience': orNull(number(1, 1, 1e9)),
  'run.smoothing': smoothing,
  'run.tab': oneOf(['numbers', 'layers', 'config', 'notes', 'environment', 'reproduction'], 'numbers'),
  'run.presented': flags({
    watch: true,
    curves: true,
    overfitting: false,
    lossParts: true,
    weights: true,
    boundary: false,
    classes: true,
  }),
  /** For the outputs of a layer's units: one scale for all, or one for each. */
  'run.unitColours': oneOf(['layer', 'unit'], 'layer'),
  'run.view': oneOf(
    ['curves', 'watch', 'overfitting', 'lossParts', 'weights', 'boundary', 'classes'],
    'curves',
  ),
  /** The pane beside the list; until it is opened or closed by hand, the window's width decides. */
  'runs.peek': oneOf(['byWidth', 'open', 'closed'], 'byWidth'),
  'runs.peekLogarithmic': flag(false),
  'runs.peekMetric': oneOf(viewCharts, 'loss'),
  /** Filters that stayed on screen for a while, latest first. */
  'runs.queries': shared(list(isText)),
  /** Changes of runs that can be undone. */
  'runs.changes': shared(map(isRunChange)),
  'runs.layout': {
    default: defaultTableLayout,
    read: (stored) => tableLayout.safeParse(stored).data,
    isMap: false,
    isShared: false,
  } as Preference<TableLayout>,
  'runs.views': shared(map(isObject)),
  'sweep.figure': oneOf(
    ['gap', 'curves', 'pairs', 'path', 'heat', 'parallel', 'scatter', 'boundaries', 'disagreement'],
    'gap',
  ),
  'sweep.judgedAt': oneOf(['final', 'tail', 'averaged', 'best'], 'final'),
  'workers.span': oneOf(['10', '60', '360', '1440'], '60'),
  textSize: shared(number(1, 0.9, 1.5)),
  theme: shared(oneOf(['system', 'light', 'dark'], 'system')),
} satisfies Readonly<Record<string, Preference<unknown>>>;

export type PreferenceKey = keyof typeof preferenceList;
export type PreferenceValue<Key extends PreferenceKey> = (typeof preferenceList)[Key]['default'];
