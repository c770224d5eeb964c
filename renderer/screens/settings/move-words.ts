import { formatBytes, type Activity, type FolderPlan } from '#api';
import { formatPlural } from '#words';

/** What a move involves, line by line. */
export function moveFacts(from: string, plan: FolderPlan): (readonly [name: string, value: string])[] {
  const { folder, databaseBytes, backupBytes, freeBytes } = plan;
  return [
    ['From', from],
    ['To', folder],
    ['Database', formatBytes(databaseBytes)],
    ...(backupBytes > 0 ? ([['Backups', formatBytes(backupBytes)]] as const) : []),
    ...(freeBytes === null ? [] : ([['Free there', formatBytes(freeBytes)]] as const)),
  ];
}

/** What a move does to runs; null if none is training or paused. */
export function interruptionWords({
  runningRuns,
  pausedRuns,
}: Pick<Activity, 'pausedRuns' | 'runningRuns'>): string | null {
  const sentences = [
    runningRuns === 1 ? 'The run that is training is interrupted for this and goes on afterwards.' : null,
    runningRuns > 1
      ? `The ${runningRuns} runs that are training are interrupted for this and go on afterwards.`
      : null,
    pausedRuns > 0
      ? `${formatPlural(pausedRuns, 'paused run')} will be interrupted; resume ${pausedRuns === 1 ? 'it' : 'them'} when you like.`
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ') || null;
}
