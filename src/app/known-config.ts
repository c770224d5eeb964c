import type { RunDetail } from '#api';
import { onlyToLookAt, unknownConfig } from '#storage';

/**
 * Throws notReadable for a run that another version made, of what this one does not have, and conflict for one that only its numbers
 * are known of: it can be shown, but not trained.
 */
export function requireKnownConfig({ id, name, configProblem, origin }: RunDetail): void {
  if (origin !== null) throw onlyToLookAt({ id, name }, origin);
  if (configProblem !== null) throw unknownConfig({ id, name }, configProblem);
}
