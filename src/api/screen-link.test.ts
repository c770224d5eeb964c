import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.ts';
import { linkTo, maxLinkLength, routeOfLink } from './screen-link.ts';

describe('a link to a screen', () => {
  it.each([
    '/runs',
    '/runs/gxq55mbn0t?hidden=regularizationLoss&zoom=330.7052..690.3397&at=516&view=weights',
    '/compare?runs=a1%2Cb2&base=a1',
    '/runs?filter=name+%3D+%22%C3%A9+%26+%3F%22',
    '/sweeps/gxq55mbn0t/grid',
    '/runs/new?preset=chapter-100x64',
  ])('shows %s again', (route) => {
    expect(routeOfLink(linkTo(route))).toBe(route);
  });

  it.each([
    ['lambdascope://open/runs/', '/runs'],
    ['lambdascope://open/runs?', '/runs'],
  ])('may be written as %s', (link, route) => {
    expect(routeOfLink(link)).toBe(route);
  });

  it.each([
    ...['https://example.org/runs', 'javascript:alert(1)', 'lambdascope:/runs', 'lambdascope://open', ''],
    ...['lambdascope://user:pass@open/runs', 'lambdascope://open:80/runs', 'lambdascope://elsewhere/runs'],
    ...['lambdascope://open//evil.example/runs', 'file:///etc/passwd', ' lambdascope://open/runs'],
    ...['--inspect=0.0.0.0', 'LAMBDASCOPE://open/runs'],
  ])('is refused as foreign: %j', (link) => {
    expect(() => routeOfLink(link)).toThrow(/links of Lambdascope begin with|there is no such screen/);
  });

  it.each([
    ...['/runs/../settings', '/runs/%2e%2e/settings', '/..', '/', '//', '/runs/a/b', '/RUNS', '/runs/é'],
    ...['/guide/trained/plain', '/index.html', '/runs\\new', '/settings/x', '/runs/a;b', '/runs/a b'],
  ])('is refused if there is no such screen: %j', (path) => {
    expect(() => routeOfLink(`lambdascope://open${path}`)).toThrow('there is no such screen');
  });

  it.each([...['?a=%', '?a=%e0%a4%a', '?a=1?b=2', '?a=1#x', '#/runs', '?filter=%E2%82']])(
    'is refused as damaged: %j',
    (query) => {
      expect(() => routeOfLink(`lambdascope://open/runs${query}`)).toThrow('it is damaged or truncated');
    },
  );

  it.each([
    ...['?a=%00', '?a=b%0Ac', '?a=%EF%BF%BD', '?__proto__=1', '?a-b=1', '?=1', '?A=1', '?a%20b=1'],
    `?a=${'x'.repeat(4001)}`,
    `?${Array.from({ length: 41 }, () => 'a=1').join('&')}`,
  ])('is refused for invalid parts (%#)', (query) => {
    expect(() => routeOfLink(`lambdascope://open/runs${query}`)).toThrow(
      'it sets something that no screen has',
    );
  });

  it('is refused if it is too long, quoting no more of it than fits a notice, and no control characters', () => {
    const long = `lambdascope://open/runs?a=${'\u001b'.repeat(maxLinkLength)}`;
    let message = '';
    try {
      routeOfLink(long);
    } catch (thrown) {
      message = (thrown as Error).message;
    }
    expect(message).toContain(`allowed: at most ${maxLinkLength}`);
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('\u001b');
    expect(() => linkTo(`/runs?filter=${'x'.repeat(5000)}`)).toThrow('it sets something that no screen has');
  });

  /** One of each screen, with the parameters that its address may have. */
  const known = [
    '/runs?filter=name+%3D+%22%D7%A9%D7%9C%D7%95%D7%9D+%F0%9F%A6%A6%22&view=archive&selected=a1%2Cb2&pane=open',
    '/runs?saved=0a1b2c3d&columns=seed%3Apinned%3A96%2Cvalidation_loss%40200&sort=-gap&group=dataset',
    '/runs?fold=1&open=a1%2Ca1.7&differing=1&groupSort=-mean+gap',
    '/runs/gxq55mbn0t?view=watch&tab=notes&at=516&zoom=330.7052..690.3397&zoomY=Loss%3A0.1..0.5&hidden=a%252Cb',
    '/compare?runs=a1%2Cb2&base=a1&view=multiples&log=%7B%22loss%22%3A1%7D&over=time',
    '/sweeps?view=trash',
    '/sweeps/gxq55mbn0t?figure=curves&choices=%7B%22metric%22%3A%22gap%22%7D&picked=a1',
    '/sweeps/gxq55mbn0t/grid',
    '/sweeps/new?from=a1',
    '/explore?figure=scatter&x=seed&y=gap&axis=gap%3Alog%3A0.1%3A2',
    '/data?table=0f0f&x=petal+length&y=50+%25',
    '/workers?span=360',
    '/runs/new?fork=a1&at=30&tab=json',
    '/guide?at=weight-decay',
    '/settings?section=Keyboard',
  ];

  it.each(known)(
    '%s comes back whole, and cut at any length is a link or is refused in a sentence',
    (route) => {
      const link = linkTo(route);
      expect(routeOfLink(link)).toBe(route);
      for (let length = 0; length < link.length; length++) {
        try {
          const shorter = routeOfLink(link.slice(0, length));
          expect(routeOfLink(linkTo(shorter))).toBe(shorter);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
          expect((thrown as AppError).message).toMatch(/^the link .{0,70} cannot be opened: [^\n]{10,90}$/u);
        }
      }
    },
  );
});
