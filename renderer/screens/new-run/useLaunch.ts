import type { Place } from '#api';
import { storeToRefs } from 'pinia';
import { computed } from 'vue';
import { useAction, useActivity, useArrival, useClient } from '#data';
import { toConfigInput, type Draft } from './draft.ts';
import type { DraftForm } from './useDraft.ts';

interface LaunchOptions {
  /** Where the run branches off another, and its name if it is given none; undefined for a run from scratch. */
  readonly fork: () => { readonly id: string; readonly epoch: number; readonly name: string } | undefined;
  readonly place: () => Place;
  readonly launched: () => void;
}

/** Sends the draft to the host and goes to the run's page. Errors from the host are shown, and nothing is lost. */
export function useLaunch(form: DraftForm, { fork, place, launched }: LaunchOptions) {
  const client = useClient();
  const leave = useArrival();
  const { activity } = storeToRefs(useActivity());
  const ready = computed(
    () => form.config.value !== null && form.jsonError.value === null && activity.value.folder === null,
  );

  async function send(): Promise<string> {
    const config = toConfigInput(form.draft.value as Draft) as object;
    const branch = fork();
    const at = { place: place() };
    if (!branch) return (await client.createRuns({ configs: [config as never], ...at })).runs[0]!.id;
    const { id, epoch, name } = branch;
    return (await client.forkRun({ id, epoch, config: { name, ...config } as never, ...at })).id;
  }

  const { run, busy: launching } = useAction(async () => {
    const arrive = leave();
    const id = await send();
    launched();
    await arrive(`/runs/${id}`);
  });
  const launch = async (): Promise<void> => (ready.value ? run() : undefined);

  return { ready, launching, launch };
}
