import { toast } from './toasts.ts';

/** Does work that may fail and that nobody awaits, such as a click handler: a failure is shown, and the result is undefined. */
export async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (thrown) {
    toast.error(thrown);
    return undefined;
  }
}
