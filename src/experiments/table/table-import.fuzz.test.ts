import { expect } from 'vitest';
import { fuzz, type Dice } from '../../fuzz-rounds.fixture.ts';
import { hostileTexts } from '../../fuzz-values.fixture.ts';
import { TableError } from './table-error.ts';
import { createTableImport } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

const lines = [
  'a,b,class',
  '1,2,x',
  '3.5,4e-3,y',
  '-1,NaN,x',
  '1 000,"2,5",z',
  '"a ""quoted"" cell",2,y',
  '1;2;3',
  '# remark',
  '',
];
const breaks = ['\n', '\r\n', '\r', '\u2028', '\n\n', ''];

function anyFile(dice: Dice): Uint8Array {
  const cell = (): string => (dice.chance(0.8) ? dice.pick(lines) : dice.pick(hostileTexts).toWellFormed());
  const text = Array.from({ length: dice.below(30) }, () => cell() + dice.pick(breaks)).join('');
  const bytes = encodeUtf8(text);
  for (let flips = dice.below(5); flips > 0 && bytes.length > 0; flips--)
    bytes[dice.below(bytes.length)] = dice.below(256);
  return bytes.subarray(0, dice.chance(0.3) ? dice.below(bytes.length + 1) : bytes.length);
}

fuzz('a file is a table of finite numbers, or refused in words', 300, (dice) => {
  const bytes = anyFile(dice);
  dice.trying(Buffer.from(bytes).toString('latin1'));
  const options = dice.pick([
    {},
    { header: true },
    { delimiter: ';', decimal: ',' },
    { badRows: 'leaveOut', otherMissing: 'auto', otherTexts: 'oneHot', missingLabels: 'class' },
    { encoding: 'utf-16le' },
    { label: 'class', thousands: ' ' },
  ] as const);
  try {
    const table = createTableImport(options);
    for (let from = 0; from < bytes.length; from += 37) table.push(bytes.subarray(from, from + 37));
    const { samples, labels } = table.finish();
    expect(samples.inputs.length).toBe(samples.samples * samples.features);
    expect([...samples.targets].every((target) => labels[target] !== undefined)).toBe(true);
    expect(samples.inputs.some((value) => value === Infinity || value === -Infinity)).toBe(false);
  } catch (thrown) {
    if (!(thrown instanceof TableError)) throw thrown;
    expect(thrown.message.length).toBeLessThan(2000);
  }
});
