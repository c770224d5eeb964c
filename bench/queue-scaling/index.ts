import { printTable, show } from '../statistics.ts';
import { stationNames, undisturbedRate, type Figures, type Lab } from './figures.ts';
import { loads } from './measured.ts';
import { simulate, type Outcome } from './simulate.ts';

const slotCounts = [1, 10, 30, 100, 300, 1000, 3000, 10_000];

/** What can be changed if one host is not enough. */
const remedies: readonly {
  readonly what: string;
  readonly change: Partial<Lab>;
  readonly batching?: Partial<Figures>;
}[] = [
  { what: 'as it is', change: {} },
  { what: 'one row in ten', change: { recordEvery: 10 } },
  { what: '4 hosts on one Redis', change: { hosts: 4 } },
  { what: '4 hosts, one row in ten', change: { hosts: 4, recordEvery: 10 } },
  { what: 'a batch a second', change: {}, batching: { secondsPerBatch: 1 } },
  {
    what: 'one row in ten, a batch a second',
    change: { recordEvery: 10 },
    batching: { secondsPerBatch: 1, rowsPerBatch: 20_480 },
  },
];

/** Simulates labs of up to 10,000 slots, event by event, with measurements from one machine. */
export function scaling(): Promise<void> {
  for (const { what, figures } of loads) {
    console.log(`\n${what}: ${show(undisturbedRate(figures))} epochs/s of each slot`);
    for (const { what, change, batching } of remedies) {
      console.log(`\n${what}`);
      printTable(
        [
          ['slots', 'epochs/s', 'of possible', ...stationNames, 'stored after', 'in Redis'],
          ...slotCounts.map((slots) =>
            row({ ...figures, ...batching }, { slots, hosts: 1, recordEvery: 1, ...change }),
          ),
        ],
        0,
      );
    }
  }
  return Promise.resolve();
}

function row(figures: Figures, lab: Lab): string[] {
  const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
  const cells = (outcome: Outcome): string[] => [
    ...[show(outcome.epochsPerSecond), percent(outcome.share)],
    ...stationNames.map((name) => percent(outcome.load[name])),
    ...[`${show(outcome.meanDelay)} s`, `${show(outcome.heldBytes / 1e6)} MB`],
  ];
  const name = lab.slots.toLocaleString('en');
  const isTooMany = stationNames.some((station) => lab.slots * figures.costs[station].perSlotSecond >= 1);
  return [
    name,
    ...(isTooMany
      ? ['none', ...Array.from({ length: 6 }, () => '')]
      : cells(simulate(figures, lab, seconds(lab)))),
  ];
}

/** The larger the lab, the shorter the simulated time: the events are what takes time. */
const seconds = ({ slots }: Lab): number => Math.max(20, Math.min(400, 20_000 / slots));
