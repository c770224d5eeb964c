import type { Dice } from './fuzz-rounds.fixture.ts';

/** Texts that have broken programs: markup, formulas, paths, escapes, controls, lone surrogates, names of every object. */
export const hostileTexts: readonly string[] = [
  ...['', ' ', '0', '-1', 'null', 'undefined', 'NaN', '1e400', '__proto__', 'constructor', 'toString'],
  ...[
    '<img src=x onerror="window.ran=1">',
    '<script>window.ran=1</script>',
    '</style><svg onload=window.ran=1>',
  ],
  ...[
    '" onmouseover="window.ran=1',
    "' OR 1=1 --",
    '${window.ran=1}',
    '{{constructor.constructor("window.ran=1")()}}',
  ],
  ...[
    '=1+1',
    '＝1+1',
    'a;=1+1',
    '@SUM(A1)',
    '../../etc/passwd',
    '..\\..\\x',
    '%00',
    '%zz',
    'C:\\con',
    '/dev/zero',
  ],
  ...[
    '\u0000',
    '\u001b[2J',
    '\u009b2J',
    '\u202eabc',
    '\ud800',
    '\udfff',
    '\ufeff',
    'e\u0301',
    '👨‍👩‍👧‍👦',
    '漢字',
    'سلام',
  ],
  ...['a\nb', 'a\r\nb', '\t', '"', '\\', '`', '%', '_', '*', '.', '..', 'x'.repeat(1000), '🙂'.repeat(500)],
];

const numbers = [
  ...[0, -0, 1, -1, 2, 3, 10, 64, 100, 1000, 65_536, 1e6, 0.5, 0.1, 1e-5, 1e-300, 5e-324, 1e21, 1e308],
  ...[2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 2 ** 53 + 2, NaN, Infinity, -Infinity],
];

/** Any JSON-like value, a few levels deep. */
export function anyValue(dice: Dice, depth = 3): unknown {
  const kind = dice.below(depth > 0 ? 7 : 5);
  if (kind === 0) return dice.pick([null, true, false, undefined]);
  if (kind <= 2) return dice.pick(numbers);
  if (kind <= 4) return dice.pick(hostileTexts);
  const entries = Array.from({ length: dice.below(4) }, () => anyValue(dice, depth - 1));
  if (kind === 5) return entries;
  return Object.fromEntries(entries.map((entry) => [dice.pick(hostileTexts), entry]));
}

/** A copy of plain data with a few of its values replaced, taken away, doubled or joined by others. */
export function mutated(dice: Dice, value: unknown): unknown {
  const copy = { root: structuredClone(value) };
  for (let change = dice.below(4) + 1; change > 0; change--) mutateOnce(dice, copy);
  return copy.root;
}

function mutateOnce(dice: Dice, holder: { root: unknown }): void {
  let [place, key]: [Record<string, unknown>, string] = [holder, 'root'];
  for (;;) {
    const inner = place[key];
    const keys =
      typeof inner === 'object' && inner !== null && !ArrayBuffer.isView(inner) ? Object.keys(inner) : [];
    if (keys.length === 0 || dice.chance(0.2)) break;
    [place, key] = [inner as Record<string, unknown>, dice.pick(keys)];
  }
  const action = dice.below(5);
  if (action <= 1) place[key] = anyValue(dice);
  else if (action === 2)
    place[key] = typeof place[key] === 'number' ? dice.pick(numbers) : dice.pick(hostileTexts);
  else if (action === 3 && place !== holder) Reflect.deleteProperty(place, key);
  else if (Array.isArray(place[key]))
    place[key] = [...(place[key] as unknown[]), ...(place[key] as unknown[])];
  else if (typeof place[key] === 'object' && place[key] !== null) {
    (place[key] as Record<string, unknown>)[dice.pick(hostileTexts)] = anyValue(dice, 1);
  }
}
