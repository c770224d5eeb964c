import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { pageAddress } from './page-address.ts';
import { isProjectLink, lockNavigation, lockSession } from './security.ts';

const { isOurs } = pageAddress();
const homepage = 'https://github.com/lambdascope/lambdascope';
const ours = 'app://ui/index.html';

describe('lockSession', () => {
  const handlers: Record<string, (...values: unknown[]) => unknown> = {};
  const session = new Proxy(
    {},
    { get: (_target, name) => (handler: () => unknown) => (handlers[String(name)] = handler) },
  );
  lockSession(session as Session, isOurs);
  const request = (permission: string, requestingUrl: string): unknown => {
    let answer: unknown;
    const decide = (granted: unknown): unknown => (answer = granted);
    handlers['setPermissionRequestHandler']?.(null, permission, decide, { requestingUrl });
    return answer;
  };
  const check = (permission: string, origin: string): unknown =>
    handlers['setPermissionCheckHandler']?.(null, permission, origin, {});

  it.each(['geolocation', 'notifications', 'media', 'midi', 'clipboard-read', 'openExternal', 'hid', 'usb'])(
    'refuses %s',
    (permission) => {
      expect(request(permission, ours)).toBe(false);
      expect(check(permission, ours)).toBe(false);
    },
  );

  it('lets our own page copy, and no other page', () => {
    expect(request('clipboard-sanitized-write', ours)).toBe(true);
    expect(check('clipboard-sanitized-write', ours)).toBe(true);
    expect(request('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    expect(check('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
  });

  it('refuses every device', () => {
    expect(handlers['setDevicePermissionHandler']?.({})).toBe(false);
  });
});

describe('lockNavigation', () => {
  const app = new EventEmitter();
  const opened: string[] = [];
  lockNavigation(
    app as App,
    (url) => opened.push(url),
    isOurs,
    (url) => isProjectLink(url, homepage),
  );
  let openHandler: (details: { url: string }) => unknown = () => undefined;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof openHandler) => (openHandler = handler),
  });
  app.emit('web-contents-created', {}, contents);
  const isPrevented = (name: string, url: string): boolean => {
    let prevented = false;
    contents.emit(name, { url, preventDefault: () => (prevented = true) });
    return prevented;
  };

  it.each(['will-navigate', 'will-frame-navigate'])('%s leads nowhere but to our page', (name) => {
    expect(isPrevented(name, 'app://ui/index.html#/runs')).toBe(false);
    expect(isPrevented(name, 'https://example.com/')).toBe(true);
    expect(isPrevented(name, 'file:///etc/passwd')).toBe(true);
  });

  it('attaches no webview', () => {
    expect(isPrevented('will-attach-webview', '')).toBe(true);
  });

  it("opens no window, and opens only the project's own links outside", () => {
    for (const url of ['https://example.com/', 'file:///etc/passwd', `${homepage}/issues`]) {
      expect(openHandler({ url })).toEqual({ action: 'deny' });
    }
    expect(opened).toEqual([`${homepage}/issues`]);
  });
});

it.each([
  [homepage, true],
  [`${homepage}/blob/main/LICENSE`, true],
  [`${homepage}-evil/x`, false],
  ['https://github.com/', false],
  ['http://github.com/lambdascope/lambdascope', false],
  ['https://github.com.evil.example/lambdascope/lambdascope', false],
  ['https://evil@github.com:444/lambdascope/lambdascope', false],
  ['javascript:alert(1)', false],
  ['', false],
])('isProjectLink(%s) is %s', (url, expected) => {
  expect(isProjectLink(url, homepage)).toBe(expected);
});
