import { expect, test } from 'vitest';
import { cli, emptyHistory, parseLines } from './cli-fixture.ts';
import { csv, text } from './import-fixture.ts';

/** In the style of the Titanic's passenger list: unique names, a text column, some missing ages, mostly missing cabins. */
const passengers = [
  'survived,name,sex,age,cabin',
  ...Array.from({ length: 60 }, (_, row) => {
    const [sex, age] = [row % 3 === 0 ? 'female' : 'male', row % 5 === 1 ? '' : String(20 + (row % 7))];
    return `${row % 2},"Doe, ${row}",${sex},${age},${row % 4 === 0 ? `C${row}` : '?'}`;
  }),
].join('\n');

test('import says what to choose for texts and gaps, and run accepts the same choices', async () => {
  const dataDir = emptyHistory();
  const file = csv(`${passengers}\n`);
  const refused = await cli(['import', file, '--label', 'survived', '--data-dir', dataDir]);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain(
    'column "age" has no value in 12 of 60 rows: choose mean, median or most frequent',
  );
  expect(refused.stderr).toContain(
    ': say --leave-out name --one-hot sex --missing age=median --leave-out cabin; ' +
      'or, for all columns without text of their own, --missing auto --text one-hot\n',
  );

  const choices = [
    ...['--label', 'survived', '--leave-out', 'name', '--leave-out', 'cabin'],
    ...['--one-hot', 'sex', '--missing', 'age=mean', '--data-dir', dataDir],
  ];
  const taken = await cli(['import', file, ...choices]);
  expect(taken.code).toBe(0);
  expect(taken.stdout).toContain(
    '60 rows, 3 features: sex=female, sex=male, age\n' +
      '12 without a value in column age: replaced by the mean of the training rows\n',
  );
  const run = await cli(['run', '--data', file, ...choices, '--epochs', '3', '--json']);
  expect(run.code).toBe(0);
  expect(parseLines(run.stdout).at(-1).run).toMatchObject({
    status: 'completed',
    config: { dataset: { rows: 60, features: 3, classes: 2 } },
  });
});

test.each([
  [
    ['--missing', 'y'],
    'error: --missing: got "y"; allowed: COLUMN=mean, COLUMN=median, COLUMN=most-frequent, COLUMN=category, or auto\n',
  ],
  [
    ['--missing', 'y=mode'],
    'error: --missing: got "y=mode"; allowed: COLUMN=mean, COLUMN=median, COLUMN=most-frequent, COLUMN=category, or auto\n',
  ],
  [
    ['--missing', 'y=mean', '--missing', 'y=median'],
    'error: --missing: got column "y" twice; allowed: once\n',
  ],
  [['--missing', 'auto', '--missing', 'auto'], 'error: --missing: got auto twice; allowed: once\n'],
  [['--missing', 'z=mean'], 'error: there is no column "z" to choose something for\n'],
  [['--text', 'drop'], 'error: --text: got "drop"; allowed: one-hot, leave-out\n'],
  [['--one-hot', 'c'], 'error: column "c" is not a feature, so no choice applies to it\n'],
  [['--leave-out', 'x', '--feature', 'x'], 'error: column "x" cannot be both a feature and left out\n'],
])('import refuses %j', async (options, message) => {
  const dataDir = emptyHistory();
  const { code, stderr } = await cli(['import', csv(text), '--data-dir', dataDir, ...options]);
  expect([code, stderr]).toEqual([2, message]);
  expect((await cli(['import', csv(text), '--data-dir', dataDir, '--json'])).stdout).toContain('"runs":0');
});
