import { AppError } from '#api';
import { useToasts } from './useToasts.ts';

/** With what a name was that is changed; empty takes whatever it is. */
type BasedOn = { readonly basedOn?: { readonly name: string } };

/**
 * Gives a name by `update`, based on the one that was there when it was typed. Where another was given meanwhile, the typed one is shown
 * with a way to give it all the same, and after a failure with a way to try again.
 */
export function useRenaming() {
  const { toast } = useToasts();
  return async function rename<Result>(
    name: string,
    update: (basedOn: BasedOn) => Promise<Result>,
    from: string,
  ): Promise<Result | undefined> {
    try {
      return await update({ basedOn: { name: from } });
    } catch (thrown) {
      const { code, message } = AppError.from(thrown);
      if (code !== 'conflict') {
        toast.error(`“${from}” was not renamed to “${name}”: ${message}`, {
          label: 'Try again',
          run: async () => void (await rename(name, update, from)),
        });
      } else {
        toast.error(`“${from}” was given another name meanwhile, and was not renamed to “${name}”.`, {
          label: 'Rename all the same',
          run: async () => void (await update({})),
        });
      }
      return undefined;
    }
  };
}
