import { idle, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

interface Run {
  readonly id: string;
  readonly name: string;
  readonly durationMs: number;
  readonly epochsDone: number;
  readonly final: { readonly accuracy: number; readonly validationAccuracy: number };
}

/** The chapter's three experiments to their last epoch, one after the other, every epoch stored. */
export async function presets(): Promise<void> {
  const { presets: all } = await import('#experiments');
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path);
  await host.call('setConcurrency', { concurrency: 1 });
  for (const preset of all) {
    const { runs } = await host.call<{ runs: Run[] }>('createRuns', { configs: [preset.config] });
    await idle(host);
    const run = await host.call<Run>('getRun', { id: runs[0]!.id });
    const { accuracy, validationAccuracy } = run.final;
    report(
      `${run.name}, ${run.epochsDone} epochs (accuracy ${accuracy.toFixed(3)}, validation ${validationAccuracy.toFixed(3)})`,
      [run.durationMs / 1000],
      's',
    );
  }
  await host.stop();
  dataDir.remove();
}
