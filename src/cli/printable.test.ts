import { expect, test } from 'vitest';
import { cli, emptyHistory, fileOf, smallConfig } from './cli-fixture.ts';
import { printable, printableLine } from './printable.ts';

const clearScreen = '\u001b[2J\u009b2J';
const reversed = '\u202eabc\u2066\u200f';
const anyControl = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

test('control characters are made visible, and nothing else changes', () => {
  expect(printable(`a${clearScreen}\nb`)).toBe('a\\u001b[2J\\u009b2J\nb');
  expect(printableLine(`a\nb\rc\td${reversed}\u007f`)).toBe(
    'a\\u000ab\\u000dc\\u0009d\\u202eabc\\u2066\\u200f\\u007f',
  );
  expect(printable('Zürich 漢字 👩‍👧 ÷ سلام')).toBe('Zürich 漢字 👩‍👧 ÷ سلام');
  expect(JSON.parse(printable(JSON.stringify({ name: clearScreen + reversed })))).toEqual({
    name: clearScreen + reversed,
  });
});

test('a name from elsewhere cannot control a terminal, in a table, a run, an error or JSON', async () => {
  const where = ['--data-dir', emptyHistory()];
  const name = `x${clearScreen}\nid forged ${reversed}`;
  const config = fileOf(JSON.stringify({ ...smallConfig, name, epochs: 2 }));
  const trained = await cli(['run', '--config', config, ...where]);
  expect(trained.code).toBe(0);
  const outputs = [
    trained,
    await cli(['list', ...where]),
    await cli(['show', name, ...where]),
    await cli(['show', `${name} nobody`, ...where]),
    await cli(['list', '--json', ...where]),
    await cli(['run', '--config', `${config}${clearScreen}`, ...where]),
    await cli([`no-such-command${clearScreen}`]),
  ];
  for (const { stdout, stderr } of outputs) {
    expect(stdout).not.toMatch(anyControl);
    expect(stderr).not.toMatch(anyControl);
  }
  const [, list, shown, missing, json] = outputs;
  expect(list!.stdout.trimEnd().split('\n')).toHaveLength(2);
  expect(shown!.stdout).toContain('x\\u001b[2J\\u009b2J\\u000aid forged \\u202eabc');
  expect(missing!.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect((JSON.parse(json!.stdout) as { name: string }[])[0]!.name).toBe(name);

  // A file keeps the exact name.
  const exported = await cli(['export', 'runs', ...where]);
  expect(exported.stdout).toContain(name);
});
