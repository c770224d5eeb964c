/** JSON has no NaN and no infinities: they become the strings "NaN", "Infinity" and "-Infinity". */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  );
}

/** Part of the help of every command with --json. */
export const jsonNote = 'NaN and infinities are the strings "NaN", "Infinity", "-Infinity"';
