import type { RunSummary } from '#api';
import { configProblem, onlyToLookAt, unknownConfig } from '#storage';

/**
 * Throws notReadable for a run that another version made, of what this one does not have, and conflict for one that only its numbers
 * are known of: it can be shown, but not trained.
 */
export function requireKnownConfig({
  id,
  name,
  config,
  origin,
}: Pick<RunSummary, 'id' | 'name' | 'config' | 'origin'>): void {
  if (origin !== null) throw onlyToLookAt({ id, name }, origin);
  const problem = configProblem(config);
  if (problem !== null) throw unknownConfig({ id, name }, problem);
}
