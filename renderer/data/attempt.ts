import { useToasts } from './useToasts.ts';

const { toast } = useToasts();

/** Does what may fail and nobody waits for, such as what a click asks for: a failure is shown, and resolves to undefined. */
export async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (thrown) {
    toast.error(thrown);
    return undefined;
  }
}
