import { shortenText } from '#api';
import { useToasts } from '../useToasts.ts';

const longestText = 40;
const unread = new Map<string, string>();

/** Says that `name=text` of an address is nothing that its screen knows; all parts of one address are one message. */
export function tellUnread(name: string, text: string): void {
  if (unread.size === 0) setTimeout(tell);
  unread.set(name, text);
}

function tell(): void {
  const parts = [...unread].map(([name, text]) => `${name}=${shortenText(text, longestText)}`);
  unread.clear();
  useToasts().toast.info(`The address asks for something unknown, which was left out: ${parts.join(', ')}`);
}
