/** `ids` with the pinned ones first, otherwise in the same order. */
export function pinnedFirst(ids: readonly string[], pinned: ReadonlySet<string>): string[] {
  return [...ids.filter((id) => pinned.has(id)), ...ids.filter((id) => !pinned.has(id))];
}

/** `ids` with one moved by `step` places, no further than the ends. */
export function moveBy(ids: readonly string[], id: string, step: number): string[] {
  const from = ids.indexOf(id);
  if (from < 0) return [...ids];
  const to = Math.min(ids.length - 1, Math.max(0, from + step));
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** `ids` with one moved to the place of `target`; those in between shift. */
export function moveTo(ids: readonly string[], id: string, target: string): string[] {
  const to = ids.indexOf(target);
  return to < 0 ? [...ids] : moveBy(ids, id, to - ids.indexOf(id));
}

/** Remembers a value, dropping the oldest ones beyond `most`. The newest is last. */
export function rememberLast<Value>(
  known: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
  most: number,
): Record<string, Value> {
  const others = Object.entries(known).filter(([other]) => other !== key);
  return Object.fromEntries([...others, [key, value] as const].slice(-most));
}
