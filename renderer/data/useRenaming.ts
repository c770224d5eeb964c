import { AppError } from '#api';
import { toast } from './toasts.ts';

/** The name before the edit; omit it to overwrite any name. */
type BasedOn = { readonly basedOn?: { readonly name: string } };

/**
 * Sets a name with `update`, based on the name that was there when typing began. If another was set meanwhile, the typed one is shown with
 * a way to set it anyway; after any other failure, with a way to retry.
 */
export function useRenaming() {
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
