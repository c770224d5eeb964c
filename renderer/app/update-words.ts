import { formatBytes, type UpdateStatus } from '#api';

/** The text of the update notice. */
export interface UpdateWords {
  readonly title: string;
  readonly detail: string;
  /** Progress from 0 to 1; null if nothing is in progress. */
  readonly share: number | null;
}

/** The text for a status; null if there is nothing to say. */
export function describeUpdate({ current, way, step, isShown }: UpdateStatus): UpdateWords | null {
  if (!isShown) return null;
  const say = (title: string, detail = '', share: number | null = null): UpdateWords => ({
    title,
    detail,
    share,
  });
  switch (step.kind) {
    case 'idle':
      return null;
    case 'checking':
      return say('Checking for updates…');
    case 'newest':
      return say(`Lambdascope ${current} is up to date`);
    case 'available':
      return say(
        `Lambdascope ${step.newer.version} is available`,
        way.kind === 'self' ? `This is ${current}.` : `This is ${current}. ${way.reason}`,
      );
    case 'downloading': {
      const { newer, receivedBytes, totalBytes } = step;
      const isKnown = totalBytes > 0;
      const detail = isKnown ? `${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}` : '';
      return say(
        `Downloading Lambdascope ${newer.version}`,
        detail,
        isKnown ? receivedBytes / totalBytes : 0,
      );
    }
    case 'ready':
      return say(`Lambdascope ${step.newer.version} is ready`, 'It is installed when you quit.');
    case 'failed':
      return say(failureTitle(step.newer?.version), step.message);
  }
}

function failureTitle(version: string | undefined): string {
  return version === undefined ? 'Could not check for updates' : `Lambdascope ${version} was not downloaded`;
}
