import type { RunSummary } from '#api';
import { configProblem, onlyToLookAt, unknownConfig } from '#storage';

/**
 * Throws notReadable for a run of another version with parts that this version lacks, and conflict for a run of which only the numbers are
 * known: such runs can be shown, but not trained.
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
