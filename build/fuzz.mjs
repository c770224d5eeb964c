import './check-node.mjs';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { project } from './paths.mjs';

const usage = 'npm run fuzz -- [--minutes N] [--seed S] [words of a target or its file]';

const { values, positionals } = readArguments();
const minutes = readNumber('--minutes', values.minutes ?? '1', 0.1, 24 * 60);
const seed = readNumber('--seed', values.seed ?? String(randomInt(2 ** 32)), 0, 2 ** 32 - 1);

const files = globSync('{src,renderer,electron,e2e}/**/*.fuzz.test.ts', { cwd: project('.') }).sort();
const targets = files.flatMap((file) => {
  const names = readFileSync(project(file), 'utf8').matchAll(/^fuzz\(\s*(['"`])(.*?)\1,/gm);
  return [...names].map(([, , name]) => ({ file, name }));
});
const chosen = targets.filter(({ file, name }) =>
  positionals.every((word) => `${file} ${name}`.includes(word)),
);
if (chosen.length === 0) giveUp(`no target matches ${positionals.join(' ')}; there are:\n${list(targets)}`);

const eachMs = Math.round((minutes * 60_000) / chosen.length);
process.stderr.write(`${chosen.length} targets, ${(eachMs / 1000).toFixed(0)} s each, from seed ${seed}\n`);
const failed = chosen.filter(({ file, name }) => {
  const pattern = `^${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
  const args = ['run', file, '-t', pattern, '--reporter=dot', '--project=app'];
  const { status } = spawnSync(process.execPath, [project('node_modules/vitest/vitest.mjs'), ...args], {
    cwd: project('.'),
    env: { ...process.env, LAMBDASCOPE_FUZZ_MS: String(eachMs), LAMBDASCOPE_FUZZ_SEED: String(seed) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status !== 0;
});
if (failed.length > 0) giveUp(`failed, with seed and input above:\n${list(failed)}`);

function readArguments() {
  try {
    const options = { minutes: { type: 'string' }, seed: { type: 'string' } };
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return giveUp(`${error.message}; usage: ${usage}`, 2);
  }
}

function readNumber(name, text, min, max) {
  const value = Number(text);
  if (value >= min && value <= max) return value;
  return giveUp(`${name}: got ${text}; allowed: ${min} to ${max}`, 2);
}

function list(some) {
  return some.map(({ file, name }) => `  ${file}: ${name}`).join('\n');
}

function giveUp(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
