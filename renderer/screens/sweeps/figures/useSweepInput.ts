import type { JudgedAt, SweepDetail } from '#api';
import { computed, type ComputedRef } from 'vue';
import { choicesKind, useAddress } from '#data';
import type { Choices } from '#figure';
import type { SweepInput } from '../../../figures/cube.ts';

/** The props of every figure of a sweep. */
export interface SweepFigureProps {
  readonly sweep: SweepDetail;
  /** The epoch by which runs are judged. */
  readonly at: JudgedAt;
  /** Runs to highlight; null for none in particular. */
  readonly selected: ReadonlySet<string> | null;
}

/** A figure's input with the choices made in it so far. */
export function useSweepInput(props: SweepFigureProps): {
  readonly input: ComputedRef<SweepInput>;
  choose(key: string, value: string | number): void;
} {
  const choices = useAddress<Choices>('choices', choicesKind, {});
  return {
    input: computed(() => ({ ...props, choices: choices.value })),
    choose: (key, value) => (choices.value = { ...choices.value, [key]: value }),
  };
}
