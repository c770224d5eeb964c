import { isLive, passingTag, shortenText, type RunConfig, type RunSummary } from '#api';
import { computed, ref, shallowRef } from 'vue';
import { attempt } from '../../../data/attempt.ts';
import { useArrival } from '../../../data/useArrival.ts';
import { useClient } from '../../../data/useClient.ts';

/** Changes a run by going on in another one, which is then shown; nothing that was trained is lost. */
export function useSteering(run: () => RunSummary) {
  const client = useClient();
  const leave = useArrival();
  const wish = shallowRef<RunConfig | null>(null);
  /** While a run is being started. */
  const busy = ref(false);

  /** Goes on under `config` in a fork, from `epoch`, null for where the run has come to. Asked again meanwhile, the last wish counts. */
  async function steer(config: RunConfig, epoch: number | null): Promise<void> {
    wish.value = config;
    if (busy.value) return;
    busy.value = true;
    const arrive = leave();
    await attempt(async () => {
      let at: { id: string; epoch?: number } = { id: run().id, ...(epoch === null ? {} : { epoch }) };
      for (let wanted: RunConfig | null = config; wanted !== null;) {
        const fork = await client.steerRun({ ...at, config: wanted });
        at = { id: fork.id };
        // What was wished for meanwhile is on top of what has just begun.
        wanted = wish.value === wanted ? null : wish.value;
      }
      await arrive(`/runs/${at.id}`);
    });
    wish.value = null;
    busy.value = false;
  }

  /** Starts a run of its own, kept on request alone, in place of the one that trains. `what` is added to its name. */
  async function startAnew(config: RunConfig, what: string): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const arrive = leave();
    const { id, name, status } = run();
    await attempt(async () => {
      // It may end by itself before it hears of this; either way it is kept as far as it came.
      if (isLive(status)) await client.stopRuns({ ids: [id] }).catch(() => undefined);
      const named = { ...config, name: `${shortenText(name, 80)}, ${what}` };
      const { runs } = await client.createRuns({ configs: [named], tags: [passingTag] });
      await arrive(`/runs/${runs[0]!.id}`);
    });
    busy.value = false;
  }

  return {
    /** The run's config, or the one that is asked for and not trained yet. */
    config: computed(() => wish.value ?? run().config),
    ...{ busy, steer, startAnew },
  };
}
