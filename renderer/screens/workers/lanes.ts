import type { RunStint } from '#api';

/** A stint with its place in the picture; times in milliseconds since 1970. */
export interface Bar {
  readonly stint: RunStint;
  readonly from: number;
  /** The end of the span while it is still going on. */
  readonly to: number;
}

/** What one slot of a worker, or of this host, did in turn. */
export interface Lane {
  /** null for this host. */
  readonly worker: { readonly name: string; readonly machine: string } | null;
  /** The slot, from 0; assigned for the picture only, as no worker reports which of its slots trains a run. */
  readonly slot: number;
  /** By start; they do not overlap. */
  readonly bars: readonly Bar[];
}

/**
 * Lanes of stints: those of this host first, then by worker name. A worker restarted under the same name continues in its lanes. `from` and
 * `until` are in ISO 8601: what extends beyond the span is cut.
 */
export function lanesOf(stints: readonly RunStint[], span: { from: string; until: string }): Lane[] {
  const [from, until] = [Date.parse(span.from), Date.parse(span.until)];
  const inOrder = stints.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const groups = Map.groupBy(inOrder, ({ worker }) => (worker ? `${worker.name}\n${worker.machine}` : ''));
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap(([, own]) => {
      const { worker } = own[0]!;
      const name = worker && { name: worker.name, machine: worker.machine };
      return slotsOf(own, from, until).map((bars, slot) => ({ worker: name, slot, bars }));
    });
}

/** The bars of one worker's stints, in order, in as few slots as they fit into. */
function slotsOf(stints: readonly RunStint[], from: number, until: number): Bar[][] {
  const slots: Bar[][] = [];
  for (const stint of stints) {
    const started = Date.parse(stint.startedAt);
    const ended = stint.endedAt === null ? until : Date.parse(stint.endedAt);
    const bar = { stint, from: Math.max(from, started), to: Math.min(until, Math.max(started, ended)) };
    const free = slots.find((bars) => bars.at(-1)!.to <= bar.from);
    if (free) free.push(bar);
    else slots.push([bar]);
  }
  return slots;
}

/** `desk`, `desk, slot 2`, `here`. */
export function laneName({ worker, slot }: Pick<Lane, 'worker' | 'slot'>): string {
  const name = worker?.name ?? 'here';
  return slot === 0 ? name : `${name}, slot ${slot + 1}`;
}

/** Palette slots of the sweeps seen last; those beyond `most`, and runs without a sweep, have none. */
export function sweepPlaces(
  stints: readonly RunStint[],
  most: number,
): Map<string, { name: string; place: number }> {
  const latest = [...stints].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const seen = new Map(
    latest.flatMap(({ sweep }) => (sweep === null ? [] : [[sweep.id, sweep.name] as const])),
  );
  // By id, so that a sweep keeps its colour while others come.
  const ids = [...seen.keys()].slice(0, most).sort();
  return new Map(ids.map((id, place) => [id, { name: seen.get(id)!, place }]));
}

const second = 1000;
const steps = [
  ...[10, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * 60 * second),
  ...[1, 2, 4, 6, 12].map((hours) => hours * 3600 * second),
];

/**
 * Round times of the local clock within a span in milliseconds since 1970, at most `most`, as `14:05` or, if close together, `14:05:30`.
 */
export function clockTicks(
  { min, max }: { min: number; max: number },
  most: number,
): { position: number; label: string }[] {
  const step = steps.find((size) => (max - min) / size < most) ?? 86_400 * second;
  const offset = new Date(min).getTimezoneOffset() * 60 * second;
  const first = Math.ceil((min - offset) / step) * step + offset;
  const ticks: { position: number; label: string }[] = [];
  for (let position = first; position <= max; position += step) {
    ticks.push({ position, label: clockOf(position, step < 60 * second) });
  }
  return ticks;
}

/** A time of the local clock. */
export function clockOf(time: number, withSeconds: boolean): string {
  const date = new Date(time);
  const parts = [date.getHours(), date.getMinutes(), ...(withSeconds ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
