import { ensureBuilt } from './ensure-built.mjs';

/** Tests in these folders start nothing of the built app: whoever runs some of them after a change need not wait for a build. */
const runNothingBuilt = /^\/(renderer|src\/(api|engine|experiments))\//;

/** Runs before the first unit test: some of them start processes and threads of the built app. */
export default async ({ vitest }) => {
  const files = vitest.state.getPaths().map((file) => file.slice(vitest.config.root.length));
  if (!files.every((file) => runNothingBuilt.test(file))) await ensureBuilt();
};
