import type { ConfigIssue } from './config-issues.ts';
import { diffConfigs } from './config-diff.ts';
import type { RunConfig } from './run-config.ts';

/** What a fork may change: everything except data, shapes, seed and precision, on which its parent's parameters depend. */
const changeable = [
  /^name$/,
  /^layers\.\d+\.(weight|bias)RegularizerL[12]$/,
  /^layers\.\d+\.rate$/,
  /^optimizer\./,
  /^epochs$/,
  /^batchSize$/,
  /^evaluateEvery$/,
  /^earlyStopping(\.|$)/,
];

/** True for a dotted config path that a fork may change. */
export function isForkChangeable(path: string): boolean {
  return changeable.some((pattern) => pattern.test(path));
}

/** Problems with branching off `parent` at `epoch` into `child`; empty if it is possible. `epochsDone` is the parent's. */
export function forkIssues(
  parent: { readonly config: RunConfig; readonly firstEpoch: number; readonly epochsDone: number },
  epoch: number,
  child: RunConfig,
): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  if (epoch < parent.firstEpoch || epoch > parent.epochsDone) {
    issues.push({
      path: 'epoch',
      message: `got ${epoch}; allowed: an epoch of the parent, ${parent.firstEpoch} to ${parent.epochsDone}`,
    });
  }
  if (child.epochs <= epoch) {
    issues.push({
      path: 'epochs',
      message: `got ${child.epochs}; allowed: more than the fork's epoch, ${epoch}`,
    });
  }
  for (const { path, values } of diffConfigs([parent.config, child])) {
    if (isForkChangeable(path)) continue;
    issues.push({
      path,
      message: `got ${shown(values[1])}; a fork keeps its parent's ${path}, ${shown(values[0])}`,
    });
  }
  return issues;
}

/** One of the two configs may lack the field. */
function shown(value: unknown): string {
  return value === undefined ? 'nothing' : String(value);
}
