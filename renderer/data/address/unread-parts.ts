import { shortenText } from '#api';
import { useToasts } from '../useToasts.ts';

const longestText = 40;
const mostTold = 4;
const unread = new Set<string>();

/** Says that `name=text` of an address is nothing that its screen knows; all parts of one address are one message. */
export function tellUnread(name: string, text: string): void {
  if (unread.size === 0) queueMicrotask(tell);
  unread.add(`${name}=${shortenText(text, longestText)}`);
}

function tell(): void {
  const more = unread.size - mostTold;
  const parts = [...[...unread].slice(0, mostTold), ...(more > 0 ? [`${more} more`] : [])];
  unread.clear();
  useToasts().toast.info(`The address asks for something unknown, which was left out: ${parts.join(', ')}`);
}
