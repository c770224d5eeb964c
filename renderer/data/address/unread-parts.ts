import { shortenText } from '#api';
import { toast } from '../toasts.ts';

const longestText = 40;
const mostTold = 4;
const unread = new Set<string>();

/** Reports that `name=text` in an address is unknown to its screen; all such parts of one address share one message. */
export function tellUnread(name: string, text: string): void {
  if (unread.size === 0) queueMicrotask(tell);
  unread.add(`${name}=${shortenText(text, longestText)}`);
}

function tell(): void {
  const more = unread.size - mostTold;
  const parts = [...[...unread].slice(0, mostTold), ...(more > 0 ? [`${more} more`] : [])];
  unread.clear();
  toast.info(`The address asks for something unknown, which was left out: ${parts.join(', ')}`);
}
