import type { Clock } from './clock.ts';

/** One thread that does its work in the order of arrival. */
export interface Station {
  /** Calls `then` when the work is done, after everything that came before it. */
  serve(workSeconds: number, then: () => void): void;
  /** The fraction of the time since `since` that it worked, from 0 to 1. */
  load(since: number): number;
}

/** @param passing the fraction of its time taken by other things, from 0 to 1: all work takes correspondingly longer */
export function createStation(clock: Clock, passing: number): Station {
  let freeAt = 0;
  /** When it began to work without a pause. */
  let begunAt = 0;
  const spells: { readonly from: number; readonly to: number }[] = [];
  const endSpell = (): void => void (freeAt > begunAt && spells.push({ from: begunAt, to: freeAt }));
  return {
    serve(workSeconds, then) {
      if (clock.now > freeAt) {
        endSpell();
        begunAt = freeAt = clock.now;
      }
      freeAt += workSeconds / (1 - passing);
      clock.after(freeAt - clock.now, then);
    },
    load(since) {
      endSpell();
      const inside = ({ from, to }: { from: number; to: number }): number =>
        Math.max(0, Math.min(to, clock.now) - Math.max(from, since));
      const working = spells.reduce((sum, spell) => sum + inside(spell), 0) / (clock.now - since);
      return passing + (1 - passing) * working;
    },
  };
}
