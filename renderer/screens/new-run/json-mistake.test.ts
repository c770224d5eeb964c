import { describe, expect, it } from 'vitest';
import { describeJsonMistake } from './json-mistake.ts';

describe('describeJsonMistake', () => {
  it.each([
    ['{\n  "epochs": 10,\n  "seed": }\n}', 'Line 3, column 11: a value is expected here, not “}”.'],
    ['{"epochs": 10', 'Line 1, column 14: a comma or } is expected here, but the text ends.'],
    ['', 'Line 1, column 1: a value is expected here, but the text ends.'],
    ['{"a": 1,}', 'Line 1, column 9: a field name in double quotes is expected here, not “}”.'],
    ["{'a': 1}", "Line 1, column 2: a field name in double quotes is expected here, not “'”."],
    ['{"a" 1}', 'Line 1, column 6: a colon is expected here, not “1”.'],
    ['[1 2]', 'Line 1, column 4: a comma or ] is expected here, not “2”.'],
    ['{"a": NaN}', 'Line 1, column 7: a value is expected here, not “N”.'],
    ['{} {}', 'Line 1, column 4: the end is expected here, not “{”.'],
    ['["a\n"]', 'Line 1, column 2: a text closed by " on the same line is expected here, not “"”.'],
    ['[01]', 'Line 1, column 3: a comma or ] is expected here, not “1”.'],
  ])('%j', (text, message) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(describeJsonMistake(text)).toBe(message);
  });

  it.each(['{"a": [1, -2.5e-7, true, null, "x\\u00e9\\n"], "b": {}}', ' [ ] ', '"a"', '0', '-0.0E+1'])(
    'is null for %j',
    (text) => {
      expect(() => JSON.parse(text) as unknown).not.toThrow();
      expect(describeJsonMistake(text)).toBeNull();
    },
  );
});
