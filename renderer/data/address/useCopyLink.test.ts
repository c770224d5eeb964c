import { expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from '../composable-fixture.ts';
import { pageLink, useCopyLink } from './useCopyLink.ts';

async function copied(desktop: object | null, address: string): Promise<string> {
  const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  vi.stubGlobal('location', new URL('http://127.0.0.1:4711/?token=secret#/runs'));
  const routes = ['/runs/:id', '/runs'].map((path) => ({ path, component: {} }));
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(address);
  const { result } = mountComposable(
    useCopyLink,
    {},
    { plugins: [router], host: { desktop: desktop as never } },
  );
  await result();
  vi.unstubAllGlobals();
  return writeText.mock.calls[0]![0];
}

it('copies the address of the page without its key, or on the desktop one that the app opens', async () => {
  expect(await copied(null, '/runs/a1?view=watch')).toBe('http://127.0.0.1:4711/#/runs/a1?view=watch');
  expect(await copied({}, '/runs/a1?view=watch')).toBe('lambdascope://open/runs/a1?view=watch');
});

it('leaves out the search and hash of the address bar', () => {
  const bar = new URL('https://lab.example/proxy/1/?token=secret#/settings');
  expect(pageLink(bar, '/runs')).toBe('https://lab.example/proxy/1/#/runs');
});
