import { expect, it } from 'vitest';
import { pageAddress } from './page-address.ts';

it('recognizes the built page by scheme and host', () => {
  const { url, startUrl, isOurs } = pageAddress();
  expect([url, startUrl]).toEqual(['app://ui/index.html', 'app://ui/starting/index.html']);
  expect(isOurs('app://ui/index.html#/runs')).toBe(true);
  expect(isOurs('app://ui')).toBe(true);
  for (const other of [
    'app://ui.evil/index.html',
    'app://evil/ui',
    'app://ui:80/',
    'app:ui',
    'https://ui/index.html',
    'file:///index.html',
    'javascript:alert(1)',
    'about:blank',
    '',
  ]) {
    expect(isOurs(other), other).toBe(false);
  }
});

it("recognizes the development server's page by its origin", () => {
  const { startUrl, isOurs } = pageAddress('http://localhost:5173');
  expect(startUrl).toBe('http://localhost:5173/starting/index.html');
  expect(isOurs('http://localhost:5173/#/runs')).toBe(true);
  expect(isOurs('http://localhost:5174/')).toBe(false);
  expect(isOurs('app://ui/index.html')).toBe(false);
});
