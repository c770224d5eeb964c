const longest = 80;
/** Names that Windows reserves for devices, whatever follows the dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name made from a run's name that works on every system: its letters, digits, `.`, `_` and `-`; its id if nothing is left. */
export function fileNameOf(
  { id, name }: { readonly id: string; readonly name: string },
  end: string,
): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  const short = Array.from(plain).slice(0, longest).join('');
  return `${short === '' || reserved.test(short) ? id : short}${end}`;
}
