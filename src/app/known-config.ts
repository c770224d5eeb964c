import type { RunDetail } from '#api';
import { unknownConfig } from '#storage';

/** Throws notReadable for a run that another version made, of what this one does not have: it can be shown, but not trained. */
export function requireKnownConfig({ id, name, configProblem }: RunDetail): void {
  if (configProblem !== null) throw unknownConfig({ id, name }, configProblem);
}
