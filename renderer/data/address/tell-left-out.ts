import { useToasts } from '../useToasts.ts';

/** What the next notice tells of, and what was told of. */
const [untold, told] = [new Set<string>(), new Set<string>()];

/**
 * Says what of an address is not shown, as the end of a sentence, `the column nonsense`: all of one moment in one notice, and each
 * once, however many parts of the screen read it.
 */
export function tellLeftOut(what: string): void {
  if (told.has(what)) return;
  told.add(what);
  untold.add(what);
  if (untold.size > 1) return;
  queueMicrotask(() => {
    const { toast } = useToasts();
    toast.info(leftOutSentence([...untold]));
    untold.clear();
  });
}

const mostTold = 3;

export function leftOutSentence(what: readonly string[]): string {
  const more = what.length - mostTold;
  const parts = [...what.slice(0, mostTold), ...(more > 0 ? [`${more} more`] : [])];
  return `Left out of the address is what cannot be shown: ${parts.join(', ')}.`;
}
