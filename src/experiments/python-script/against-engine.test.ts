import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { runPythonScripts, type ScriptResult } from '../../python.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { temporaryFolder } from '../../temporary-folder.fixture.ts';
import { isPinned, largestGap, samplesFile, scriptOf, trainCase } from './case-runs.fixture.ts';
import { samplesCsv } from './samples-csv.ts';
import {
  caseFeatures,
  caseTable,
  float32Cases,
  float64Cases,
  type ScriptCase,
} from './script-cases.fixture.ts';
import { frameworks, type Framework } from './scripted-run.ts';

/** Writes the scripts, with the samples of a table beside them, and runs them. */
async function runCases(cases: readonly ScriptCase[], framework: Framework): Promise<ScriptResult[]> {
  const folder = temporaryFolder();
  const paths = cases.map((scriptCase, index) => {
    const own = join(folder, String(index));
    mkdirSync(own);
    const { config } = scriptCase;
    const { dataset } = config;
    if (dataset.kind === 'table') {
      const lines = samplesCsv({ ...config, dataset }, caseTable, caseFeatures);
      writeFileSync(join(own, samplesFile), [...lines].join(''));
    }
    const path = join(own, 'script.py');
    writeFileSync(path, scriptOf(scriptCase, framework));
    return path;
  });
  return runPythonScripts(paths);
}

function gapsOf(
  cases: readonly ScriptCase[],
  results: readonly ScriptResult[],
  names?: readonly string[],
): [string, number][] {
  return cases.map(({ name, config }, index) => [
    name,
    largestGap(results[index]!.history, trainCase(config).history, names),
  ]);
}

/** Rates are printed in full, and differ in the last digit where a power or a cosine is rounded differently. */
const withoutRates = (lines: string): string => lines.replaceAll(/ lr: .*/g, '');

/** Set by `npm run check:python -- --pin`. */
const pins = process.env.LAMBDASCOPE_PIN_SCRIPTS === 'yes';

/** Stores what `pinned.test.ts` compares with where there is no Python. */
function pin(cases: readonly ScriptCase[], results: readonly ScriptResult[]): void {
  const entries = cases.map((scriptCase, index) => {
    const { history } = results[index]!;
    return [
      scriptCase.name,
      { digest: hash('sha256', scriptOf(scriptCase, 'numpy')), history: history.filter(isPinned) },
    ];
  });
  writeFileSync(
    join(import.meta.dirname, 'pinned.json'),
    `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`,
  );
}

describe.each(frameworks)('scripts in %s', (framework) => {
  testWith(framework)(
    'have the losses of the engine',
    async () => {
      const results = await runCases(float64Cases, framework);
      const apart = gapsOf(float64Cases, results).filter(([, gap]) => !(gap <= 1e-9));
      expect(apart).toEqual([]);
      const printed = results.map((result) => withoutRates(result.printed));
      expect(printed).toEqual(float64Cases.map(({ config }) => withoutRates(trainCase(config).printed)));
      if (pins && framework === 'numpy') pin(float64Cases, results);
    },
    240_000,
  );

  testWith(framework)(
    'have about the losses of the engine in float32',
    async () => {
      const results = await runCases(float32Cases, framework);
      // A sample on the border between two classes may fall on either side.
      const losses = ['loss', 'data_loss', 'validation_loss'];
      const apart = gapsOf(float32Cases, results, losses).filter(([, gap]) => !(gap <= 1e-5));
      expect(apart).toEqual([]);
    },
    120_000,
  );
});
