import { describe, expect, it } from 'vitest';
import { FilterError } from './filter-error.ts';
import { parseFilter } from './filter.ts';
import { formatFilter } from './format-filter.ts';

const canonical = (text: string): string => formatFilter(parseFilter(text));

/** The message, below the text with marks under the error. */
function mistake(text: string): string {
  try {
    parseFilter(text);
  } catch (thrown) {
    if (!(thrown instanceof FilterError)) throw thrown;
    const { from, to, message } = thrown;
    return `${text}\n${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}\n${message}`;
  }
  throw new Error(`${text} can be read`);
}

describe('a filter', () => {
  it.each([
    ['', ''],
    ['  otter\t"two  words" ', 'otter and "two  words"'],
    ['a or b c and not not d', 'a or b and c and d'],
    ['NOT (a OR NOT b) c', 'not (a or not b) and c'],
    ['((a))or((b))', 'a or b'],
    ['a (b c)', 'a and (b and c)'],
    ['loss<.3', 'loss < .3'],
    ['validationLoss != -1e-5', 'validation_loss != -1e-5'],
    ['lastDataLoss >= Infinity', 'last.data_loss >= Infinity'],
    ['LAYERS.07.weight_regularizer_l2 == 1e-4', 'layers.7.weightRegularizerL2 = 1e-4'],
    ['learningRate in[ 0.1,"1" ]', 'optimizer.learningRate in [0.1, 1]'],
    ['tag Starts  With "a \\"b\\" \\\\"', 'tag starts with "a \\"b\\" \\\\"'],
    ['best.epoch between 1 and 2 and x', 'best.epoch between 1 and 2 and x'],
    ['status = Running', 'status = Running'],
    ['notes contains "or"', 'notes contains "or"'],
    ['gap is  NaN or generalizationGap is Missing', 'gap is nan or gap is missing'],
    ['created > -7d', 'created > -7d'],
    [
      'ended = 2024-02-29 started < "2026-01-31 14:30Z"',
      'ended = 2024-02-29 and started < "2026-01-31 14:30Z"',
    ],
    ['duration > 1h30m', 'duration > 1h30m'],
    ['validationLoss at 0200<.3', 'validation_loss@200 < .3'],
    ['gap@1000 is missing or loss AT 5 is nan', 'gap@1000 is missing or loss@5 is nan'],
    [
      'layerPenalties.0 at 3 > 0 and best.layer_penalties.1 > 0',
      'layer_penalties.0@3 > 0 and best.layer_penalties.1 > 0',
    ],
    ['accuracy at 200', 'accuracy and at and 200'],
    [
      'onset < 500 origin = MLflow importedFrom contains csv',
      'onset < 500 and origin = MLflow and imported_from contains csv',
    ],
    ["o'clock 100%_ a.b-c !x", "o'clock and 100%_ and a.b-c and !x"],
    ['optimizer.nesterov = TRUE', 'optimizer.nesterov = TRUE'],
  ])('%j parses as %j, which parses as itself', (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it('binds "and" more tightly than "or", and "not" most tightly', () => {
    const word = (text: string, from: number) => {
      return { kind: 'word', word: { text, quoted: false, from, to: from + 1 } };
    };
    expect(parseFilter('a or b not c')).toEqual({
      kind: 'or',
      terms: [word('a', 0), { kind: 'and', terms: [word('b', 5), { kind: 'not', term: word('c', 11) }] }],
    });
  });

  it('gives numbers, durations in milliseconds, and moments', () => {
    const test = (text: string) => (parseFilter(text) as { test: unknown }).test;
    expect(test('loss < 1e-5')).toMatchObject({ op: '<', value: { number: 1e-5 } });
    expect(test('duration > 1h30m')).toMatchObject({ value: { number: 5_400_000 } });
    expect(test('duration > 1.5')).toMatchObject({ value: { number: 1500 } });
    expect(test('created > -2w')).toMatchObject({ value: { moment: { kind: 'ago', ms: 1_209_600_000 } } });
    const day = { year: 2026, month: 1, day: 31 };
    expect(test('created = 2026-01-31T14:30:15.25+02:30')).toMatchObject({
      value: { moment: { kind: 'time', day, ms: 52_215_250, offset: 150 } },
    });
  });
});

it.each([
  ['loss <', '      ^', 'expected a value, but the filter ends here'],
  ['loss << 3', '      ^', 'expected a value, but got <'],
  ['(a or b', '       ^', 'expected ): a parenthesis is not closed'],
  ['a)', ' ^', 'this ) closes no parenthesis'],
  ['()', ' ^', 'expected a word or a comparison, but got )'],
  ['a and', '     ^', 'expected a word or a comparison, but the filter ends here'],
  ['or b', '^^', 'expected a word or a comparison, but got or; to look for the word or, put it in quotes'],
  ['seed in 1', '        ^', 'expected "[", but got 1'],
  ['seed in [1', '          ^', 'expected "," or "]", but the filter ends here'],
  ['seed in []', '         ^', 'expected a value, but got ]'],
  ['seed is 3', '        ^', 'expected "missing" or "nan", but got 3'],
  ['name starts a', '            ^', 'expected "with", but got a'],
  [
    'seed between 1 or 2',
    '               ^^',
    'expected "and", but got or; to look for the word or, put it in quotes',
  ],
  ['a "b c', '  ^^^^', 'the quote that opens here is not closed'],
  ['name = "a\\n"', '         ^^', 'in quotes a backslash stands before " or \\ alone; write it twice'],
  ["name = 'a'", '       ^^^', 'text stands in double quotes, as in "two words"'],
  [
    'validaton_loss < 1',
    '^^^^^^^^^^^^^^',
    'there is no field "validaton_loss"; did you mean validation_loss?',
  ],
  ['layers.1.unit = 3', '^^^^^^^^^^^^^', 'there is no field "layers.1.unit"; did you mean layers.1.units?'],
  ['units = 3', '^^^^^', 'there is no field "units"; did you mean layers.0.units?'],
  [
    'validaton_loss at 20 < 1',
    '^^^^^^^^^^^^^^^^^^^^',
    'there is no field "validaton_loss@20"; did you mean validation_loss@20?',
  ],
  ['seed@3 = 1', '^^^^^^', 'there is no field "seed@3"'],
  ['colour = red', '^^^^^^', 'there is no field "colour"'],
  ['seed = abc', '       ^^^', 'seed: got "abc", which is not a number'],
  ['loss > nan', '       ^^^', 'nothing equals NaN; use loss is nan'],
  [
    'duration > 3x',
    '           ^^',
    'duration: got "3x", which is not a duration; allowed: 30s, 5m, 1h30m or 2d',
  ],
  [
    'created = 2026-02-29',
    '          ^^^^^^^^^^',
    'created: got "2026-02-29", which is not a day or time that exists; allowed: 2026-01-31, "2026-01-31 14:30", -7d, -2h, today or yesterday',
  ],
  [
    'created > 2026-01-31 14:30',
    '                     ^^^^^',
    'put the day and the time in quotes, as in "2026-01-31 14:30"',
  ],
  [
    'status < running',
    '^^^^^^^^^^^^^^^^',
    'status is text, which does not support <; allowed: =, !=, contains, starts with, in, is missing',
  ],
  [
    'status = runing',
    '         ^^^^^^',
    'status is never "runing"; allowed: queued, running, paused, completed, stopped, diverged, failed, interrupted; did you mean running?',
  ],
])('%j is reported with a mark under the error', (text, marks, message) => {
  expect(mistake(text)).toBe(`${text}\n${marks}\n${message}`);
});

it('limits length, depth and number of terms', () => {
  expect(() => parseFilter('a'.repeat(10_001))).toThrow(
    'the filter has 10001 characters; allowed: 10000 at most',
  );
  expect(parseFilter(`${'('.repeat(50)}a${')'.repeat(50)}`).kind).toBe('word');
  expect(() => parseFilter('('.repeat(51))).toThrow('more than 50 nested parentheses');
  expect(parseFilter(`"${'('.repeat(51)}"`).kind).toBe('word');
  expect(() => parseFilter('a '.repeat(101))).toThrow('the filter has more than 100 terms');
  expect(parseFilter('not '.repeat(2499) + 'a').kind).toBe('not');
});
