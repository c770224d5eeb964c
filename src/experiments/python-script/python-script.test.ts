import { describe, expect, it } from 'vitest';
import { pythonScript } from './python-script.ts';
import { chapterCase, everythingCase } from './script-cases.fixture.ts';
import { frameworks } from './scripted-run.ts';

describe.each(frameworks)('a script in %s', (framework) => {
  const scriptOf = ({ name, config }: typeof chapterCase): string =>
    pythonScript({ name, config, framework, samplesFile: '' });

  it('of the chapter reads as approved', async () => {
    await expect(scriptOf(chapterCase)).toMatchFileSnapshot(`approved/chapter-100x64-${framework}.py`);
  });

  it('with all features reads as approved', async () => {
    await expect(scriptOf(everythingCase)).toMatchFileSnapshot(`approved/everything-${framework}.py`);
  });

  it('keeps the name in a comment, whatever it contains', () => {
    const name = 'a\n"""\r\nimport os\\ \u0000 \ud800 ünï';
    const lines = scriptOf({ ...chapterCase, name }).split(/\r\n|\r|\n/);
    const plain = scriptOf(chapterCase).split('\n');
    expect(lines[0]).toMatch(
      /^# The run "a\\n\\"\\"\\"\\r\\nimport os\\\\ \\u0000 \\ud800 ünï" of Lambdascope/,
    );
    expect(lines.slice(1)).toEqual(plain.slice(1));
  });
});
