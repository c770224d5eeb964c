import { pageKeyEntry } from '#api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readPageKey, takePageKey } from './page-key.ts';

const key = 'k'.repeat(43);
const site = new Map<string, string>();
let page: Record<string, string>;
let address: string[];
let keepsData: boolean;

beforeEach(() => {
  site.clear();
  page = { key };
  address = [];
  keepsData = true;
  vi.stubGlobal('document', { documentElement: { dataset: page } });
  vi.stubGlobal('location', { hash: '#/data', replace: (url: string) => address.push(`left for ${url}`) });
  vi.stubGlobal('history', { replaceState: (_state: null, _title: '', url: string) => address.push(url) });
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => site.get(name) ?? null,
    setItem(name: string, value: string) {
      if (!keepsData) throw new Error('no site data');
      site.set(name, value);
    },
  });
  vi.stubGlobal('navigator', { cookieEnabled: true });
});
afterEach(() => vi.unstubAllGlobals());

it('keeps the key that the page brings, and removes both it and the link from sight', () => {
  expect(readPageKey()).toBe(key);
  takePageKey();
  expect([site.get(pageKeyEntry), page, address]).toEqual([key, {}, ['/#/data']]);
  expect(readPageKey()).toBe(key);
});

it('leaves a page alone that brings no key, or an invalid one', () => {
  for (const given of [undefined, '', 'k'.repeat(42), '<'.repeat(43)]) {
    if (given === undefined) delete page['key'];
    else page['key'] = given;
    takePageKey();
  }
  expect([site.size, address]).toEqual([0, []]);
});

it('goes to the page that explains the problem if the browser keeps no cookies or site data', () => {
  keepsData = false;
  takePageKey();
  keepsData = true;
  vi.stubGlobal('navigator', { cookieEnabled: false });
  page['key'] = key;
  takePageKey();
  expect(address).toEqual(['left for /#/data', 'left for /#/data']);
});
