import { isLive, passingTag, shortenText, type RunConfig, type RunSummary } from '#api';
import { computed, ref, shallowRef } from 'vue';
import { attempt, useArrival, useClient } from '#data';

/** Changes a run by continuing it in another one, which is then shown; nothing that was trained is lost. */
export function useSteering(run: () => RunSummary) {
  const client = useClient();
  const leave = useArrival();
  const wish = shallowRef<RunConfig | null>(null);
  /** True while a run is being started. */
  const busy = ref(false);

  /**
   * Continues under `config` in a fork from `epoch`, or if null from the run's current epoch. If called again meanwhile, the last request
   * counts.
   */
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
        // A change requested meanwhile builds on what has just begun.
        wanted = wish.value === wanted ? null : wish.value;
      }
      await arrive(`/runs/${at.id}`);
    });
    wish.value = null;
    busy.value = false;
  }

  /** Starts a new run, kept only on request, in place of the one in training. `what` is added to its name. */
  async function startAnew(config: RunConfig, what: string): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const arrive = leave();
    const { id, name, status } = run();
    await attempt(async () => {
      // It may end by itself before the request arrives; either way it is kept as far as it got.
      if (isLive(status)) await client.stopRuns({ ids: [id] }).catch(() => undefined);
      const named = { ...config, name: `${shortenText(name, 80)}, ${what}` };
      const { runs } = await client.createRuns({ configs: [named], tags: [passingTag] });
      await arrive(`/runs/${runs[0]!.id}`);
    });
    busy.value = false;
  }

  return {
    /** The run's config, or the requested one that is not training yet. */
    config: computed(() => wish.value ?? run().config),
    ...{ busy, steer, startAnew },
  };
}
