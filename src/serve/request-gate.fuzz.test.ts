import { expect } from 'vitest';
import { fuzz } from '../fuzz-rounds.fixture.ts';
import { hostileTexts } from '../fuzz-values.fixture.ts';
import { allowedHosts } from './addresses.ts';
import { judgeRequest, judgeUpgrade } from './request-gate.ts';
import { createSession } from './session.ts';

const port = 4321;
const hosts = allowedHosts('127.0.0.1', port);
const names = [
  '127.0.0.1:4321',
  'localhost:4321',
  '[::1]:4321',
  '127.0.0.1:4322',
  'evil.example:4321',
  '127.0.0.1',
  '',
];

fuzz('whatever a request combines, nobody gets in without a secret', 3000, (dice) => {
  const session = createSession(port);
  const cookie = session.setCookie.split(';')[0]!;
  const secrets = [session.linkToken, session.bearerToken, session.pageKey, cookie.split('=')[1]!];
  const secret = (): string => {
    const one = dice.pick(secrets);
    return dice.pick([
      one,
      one,
      one,
      one.slice(1),
      `${one}x`,
      one.toLowerCase(),
      ...hostileTexts.slice(0, 5),
    ]);
  };
  const maybe = (name: string, value: () => string): [string, string][] =>
    dice.chance(0.6) ? [[name, value()]] : [];
  const host = dice.chance(0.8) ? '127.0.0.1:4321' : dice.pick(names);
  const headers = Object.fromEntries([
    ['host', host],
    ...maybe('origin', () =>
      dice.pick([
        `http://${host}`,
        `http://${host}`,
        `https://${host}`,
        `http://${dice.pick(names)}`,
        'null',
      ]),
    ),
    ...maybe('cookie', () =>
      dice.pick([cookie, cookie, `ls_4321=${secret()}`, `a=b; ${cookie}; c=d`, `ls_4322=${secret()}`]),
    ),
    ...maybe('x-lambdascope', () => dice.pick([session.pageKey, secret(), '1'])),
    ...(dice.chance(0.3)
      ? maybe('authorization', () => `${dice.pick(['Bearer', 'bearer', 'Basic', ''])} ${secret()}`)
      : []),
    ...maybe('sec-fetch-site', () =>
      dice.pick(['same-origin', 'same-origin', 'none', 'same-site', 'cross-site', '']),
    ),
    ...maybe('sec-websocket-protocol', () =>
      dice.pick([`lambdascope, ${session.pageKey}`, `lambdascope, ${secret()}`, secret()]),
    ),
  ]);
  const url = dice.pick([
    ...[
      '/',
      `/?token=${secret()}`,
      `/?token=${session.linkToken}`,
      '/api/events',
      '/api/emptyTrash',
      '/api/exports/x',
      '/assets/a.js',
    ],
    ...[
      '/assets/../x',
      `//evil.example/?token=${session.linkToken}`,
      `/index.html?token=${session.linkToken}`,
      `/${dice.pick(hostileTexts)}`,
    ],
  ]);
  const request = dice.trying({
    method: dice.pick(['GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'post']),
    url,
    headers,
  });

  const isOwnHost = hosts.has(host);
  const { authorization, origin } = headers;
  const hasBearer =
    authorization !== undefined &&
    /^bearer /i.test(authorization) &&
    authorization.slice(7).trim() === session.bearerToken;
  const hasCookie = (headers.cookie ?? '').split('; ').includes(cookie);
  const isForeign =
    (origin !== undefined && origin !== `http://${host}`) ||
    ![undefined, 'same-origin', 'none'].includes(headers['sec-fetch-site']);
  const verdict = judgeRequest(request, session, hosts);

  if (verdict.kind === 'pass') {
    expect(isOwnHost).toBe(true);
    const isKeyed = headers['x-lambdascope'] === session.pageKey && authorization === undefined;
    if (request.method === 'POST') {
      expect(hasBearer || (isKeyed && origin !== undefined), 'a command').toBe(true);
      expect(isForeign).toBe(false);
    } else {
      expect(['GET', 'HEAD']).toContain(request.method);
      const isPublic = url === '/assets/a.js';
      expect(isPublic || hasBearer || (hasCookie && authorization === undefined), 'a reading').toBe(true);
      if (url.startsWith('/api/')) expect(isForeign).toBe(false);
    }
  }
  if (verdict.kind === 'signIn') {
    expect([isOwnHost, request.method, url]).toEqual([true, 'GET', `/?token=${session.linkToken}`]);
    expect(judgeRequest(request, session, hosts).kind).not.toBe('signIn');
  }
  if (verdict.kind === 'refuse') for (const one of secrets) expect(verdict.reason).not.toContain(one);

  if (judgeUpgrade(request, session, hosts).kind !== 'pass') return;
  expect([isOwnHost, isForeign, url]).toEqual([true, false, '/api/events']);
  const offered = (headers['sec-websocket-protocol'] ?? '').split(', ');
  expect(hasBearer || (origin !== undefined && offered.includes(session.pageKey))).toBe(true);
});
