import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '#api';
import { pageAddress } from './page-address.ts';
import { createFileResponder } from './protocol.ts';

const parent = mkdtempSync(join(tmpdir(), 'lambdascope-protocol-'));
const root = join(parent, 'renderer');
mkdirSync(join(root, 'assets'), { recursive: true });
mkdirSync(join(parent, 'renderer-other'));
writeFileSync(join(parent, 'secret.txt'), 'secret');
writeFileSync(join(parent, 'renderer-other', 'secret.txt'), 'secret');
writeFileSync(join(root, 'index.html'), 'page');
writeFileSync(join(root, 'assets', 'a b.js'), 'script');

afterAll(() => rmSync(parent, { recursive: true, force: true, maxRetries: 10 }));

const respond = createFileResponder(root, pageAddress().isOurs, async (url) => {
  return new Response(readFileSync(fileURLToPath(url)));
});
const get = async (
  url: string,
  method = 'GET',
): Promise<{ status: number; body: string; type: string | null }> => {
  const response = await respond({ url, method });
  return {
    status: response.status,
    body: await response.text(),
    type: response.headers.get('content-type'),
  };
};

describe('createFileResponder', () => {
  it('serves files with their type and the content security policy', async () => {
    expect(await get('app://ui/assets/a%20b.js?v=1#x')).toEqual({
      status: 200,
      body: 'script',
      type: 'text/javascript; charset=utf-8',
    });
    const response = await respond({ url: 'app://ui/index.html', method: 'GET' });
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy());
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['app://ui/', 'app://ui', 'app://ui/runs/abc', 'app://ui/assets'])(
    'shows the page at %s',
    async (url) => {
      expect(await get(url)).toEqual({ status: 200, body: 'page', type: 'text/html; charset=utf-8' });
    },
  );

  it.each([
    'app://ui/..%2fsecret.txt',
    'app://ui/../secret.txt',
    'app://ui/%2e%2e%2fsecret.txt',
    'app://ui/assets/..%2f..%2fsecret.txt',
    'app://ui/..%2frenderer-other%2fsecret.txt',
    'app://ui/..%2f..%2f..%2f..%2fetc%2fpasswd',
    'app://ui/%00.js',
    'app://ui/%zz.js',
    'app://evil/index.html',
    'file:///etc/passwd.txt',
  ])('gives nothing away at %s', async (url) => {
    const { status, body } = await get(url);
    expect([403, 404]).toContain(status);
    expect(['refused', 'no such file']).toContain(body);
  });

  it('serves no file for a malformed name, and no method but GET', async () => {
    expect((await get('app://ui/none.js')).status).toBe(404);
    expect((await get('app://ui/index.html', 'POST')).status).toBe(403);
  });
});
