import {
  AppError,
  type CommandArguments,
  confirmationCells,
  type ConfirmationPlan,
  formatSeeds,
  gridPointName,
  type Handlers,
  type Place,
  healingOf,
  planConfirmation,
} from '#api';
import type { ConfirmationState } from './describe-confirmation.ts';
import { detailSweep, type SweepState } from './describe-sweep.ts';
import { estimateTimeMs } from './estimate-time.ts';
import { memberNames } from './member-name.ts';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';
import { requireOutOfTrash, type SweepReader } from './sweep-reader.ts';

type Wish = Omit<CommandArguments<'previewConfirmation'>, 'place'>;

export function createConfirmationHandlers(
  services: Services,
  { inTurn, stateOf, confirmationStates, detailOf }: SweepReader,
): Pick<Handlers, 'previewConfirmation' | 'confirmSweep'> {
  const { store, training, compute, settle } = services;

  /** Rejects with conflict if nothing can be confirmed. */
  async function planOf(state: SweepState, wish: Wish): Promise<ConfirmationPlan> {
    const { grid, members, definition } = detailSweep(state, compute.concurrency);
    const planned = (await confirmationStates(state)).flatMap(({ plan }) => plan.seeds);
    const seen = new Set([
      ...members.map(({ seed }) => seed),
      ...(await store.seedsOfSweep(state.sweep.id)),
      ...planned,
    ]);
    const plan = planConfirmation({ grid, members, definition }, seen, wish);
    if (plan.ok) return plan.value;
    throw new AppError('conflict', `sweep ${state.sweep.name} cannot be confirmed: ${plan.reason}`);
  }

  /** Trains the missing runs of the confirmation, and resumes unfinished ones. */
  async function train(
    { sweep }: SweepState,
    { stored, cells, members }: ConfirmationState,
    place: Place | undefined,
  ): Promise<void> {
    const { create, resume } = healingOf(members);
    if (place !== 'workers') create.forEach((config, index) => requireMemory(config, index, create.length));
    const nameOf = memberNames(
      `${sweep.name} confirm`,
      cells.map(({ grid }) => grid),
    );
    const drafts = create.map((config) => {
      const { grid } = cells.find(({ configs }) => configs.includes(config))!;
      const name = nameOf(grid, config);
      return { config, name, sweepId: sweep.id, confirmationId: stored.id, place: place ?? 'here' };
    });
    await training.reopen(resume, { place });
    training.submit(await store.createRuns(drafts));
  }

  return {
    async previewConfirmation({ place, ...wish }) {
      const state = await stateOf(wish.id);
      const plan = await planOf(state, wish);
      const cells = confirmationCells(state.result.definition.base, plan);
      const configs = cells.ok ? cells.value.flatMap((cell) => cell.configs) : [];
      return { plan, runs: configs.length, estimatedMs: await estimateTimeMs(services, configs, place) };
    },

    confirmSweep: ({ again, agreed, place, ...wish }) =>
      inTurn(wish.id, async () => {
        training.requirePlace(place ?? 'here');
        const { id } = wish;
        requireOutOfTrash(await store.getSweep(id));
        const confirmed = await store.confirmationsOf(id);
        await settle(confirmed.flatMap(({ runs }) => runs.map((run) => run.id)));
        const state = await stateOf(id);
        const latest = again ? undefined : (await confirmationStates(state)).at(-1);
        if (latest) {
          requireSameWish(latest.plan, state, wish);
          await train(state, latest, place);
        } else {
          const plan = await planOf(state, wish);
          if (agreed !== undefined) requireAgreed(plan, agreed);
          await store.createConfirmation(id, plan);
          await train(state, (await confirmationStates(state)).at(-1), place);
        }
        return detailOf(id);
      }),
  };
}

/** Runs that have ended since may have changed which setting is lowest. */
function requireAgreed({ chosen }: ConfirmationPlan, agreed: string): void {
  const name = gridPointName(chosen);
  if (name === agreed) return;
  throw new AppError(
    'conflict',
    `the setting with the lowest validation loss is now ${name}, not ${agreed}; check the sweep, then confirm again`,
  );
}

/** A confirmation keeps the setting and seeds that it began with. */
function requireSameWish(
  { chosen, seeds }: ConfirmationPlan,
  { sweep, result }: SweepState,
  { cell, count, seeds: asked }: Wish,
): void {
  const grid = cell === undefined ? chosen : result.cells[cell]?.grid;
  const isSameCell = grid !== undefined && gridPointName(grid) === gridPointName(chosen);
  const isSameCount = count === undefined || count === seeds.length;
  const isSameSeeds = asked === undefined || formatSeeds(asked) === formatSeeds(seeds);
  if (isSameCell && isSameCount && isSameSeeds) return;
  throw new AppError(
    'conflict',
    `sweep ${sweep.name} has a confirmation of ${gridPointName(chosen)} on ${seeds.length} seeds (${formatSeeds(seeds)}) already; ` +
      'confirm the same setting on the same seeds, or start another confirmation (--again)',
  );
}
