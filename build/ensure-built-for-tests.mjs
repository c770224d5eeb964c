import { ensureBuilt } from './ensure-built.mjs';

/** Runs before the first unit test: some of them start processes and threads of the built app. */
export default () => ensureBuilt();
