import { beforeAll, afterAll, expect } from 'vitest';
import { fuzz, type Dice } from '../fuzz-rounds.fixture.ts';
import { anyValue, hostileTexts, mutated } from '../fuzz-values.fixture.ts';
import { startServer, type RunningServer } from './index.ts';
import { createFakeApp, createRendererDir, send } from './served-app.fixture.ts';
import { wire } from './wire.ts';

const rendererDir = createRendererDir();
let server: RunningServer;
let origin: string;

beforeAll(async () => {
  const app = createFakeApp({ setPreference: () => null, tagRuns: () => ({ runs: [] }) });
  server = await startServer({ app, rendererDir, port: 0 });
  ({ origin } = new URL(server.url));
});
afterAll(() => server.close());

const parts = [
  '..',
  '.',
  '',
  '%2e%2e',
  '..%2f',
  '%5c',
  '..%5c',
  '%252e',
  '%00',
  '%zz',
  'assets',
  'secret.txt',
  '.env',
  'api',
  'index.html',
  '?',
  '#',
  ';',
  '//',
];
const safe = (text: string): string =>
  text.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));

function anyPath(dice: Dice): string {
  const length = 1 + dice.below(6);
  return `/${Array.from({ length }, () => (dice.chance(0.8) ? dice.pick(parts) : safe(dice.pick(hostileTexts)))).join('/')}`;
}

fuzz('no path escapes the page folder, or reveals a defect', 150, async (dice) => {
  const path = dice.trying(anyPath(dice));
  const headers = { authorization: `Bearer ${server.token}`, accept: dice.pick(['text/html', '*/*']) };
  const answer = await send(origin, path, { method: dice.pick(['GET', 'HEAD', 'POST']), headers });
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).not.toContain('not for the page');
  const stranger = await send(origin, path, { headers: { accept: 'text/html' } });
  const isPublic = /^\/(assets\/[\w.-]+|sign-in\.js)$/.test(path.split('#')[0]!);
  expect(isPublic ? [200, 404] : [400, 401, 414]).toContain(stranger.status);
});

fuzz('no body reveals a defect, and every refusal has our form', 150, async (dice) => {
  const good = { ids: ['a', 'b'], add: ['x'], bytes: new Uint8Array(3), more: { values: [NaN, -0, 1] } };
  const text = wire.encode(mutated(dice, dice.chance(0.5) ? good : anyValue(dice)) ?? null);
  const cut = dice.chance(0.3) ? text.slice(0, dice.below(text.length + 1)) : text;
  const body = dice.trying(dice.chance(0.2) ? `${cut}${dice.pick(hostileTexts)}` : cut);
  const type = dice.pick([
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'application/json; charset=utf-16',
  ]);
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': type };
  const command = dice.pick(['tagRuns', 'setPreference', 'noSuchCommand', 'getRun%20', '__proto__']);
  const answer = await send(origin, `/api/${command}`, { method: 'POST', headers, body });
  expect(answer.status).toBeLessThan(500);
  if (answer.status !== 200) {
    expect(JSON.parse(answer.body)).toEqual({
      error: expect.objectContaining({ code: expect.any(String), message: expect.any(String) }),
    });
  }
});
