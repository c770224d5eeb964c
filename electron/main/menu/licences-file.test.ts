import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { licencesFile } from './licences-file.ts';

const app = vi.hoisted(() => ({ isPackaged: false }));
vi.mock('electron', () => ({ app }));
afterEach(() => vi.unstubAllGlobals());

test('finds the licences in the resources of a packaged app', () => {
  app.isPackaged = true;
  vi.stubGlobal('process', { ...process, resourcesPath: 'resources' });
  expect(licencesFile('resources/app.asar/out/main')).toBe(join('resources', 'licences.txt'));
});

test('finds the licences where the build wrote them during development', () => {
  app.isPackaged = false;
  expect(licencesFile(join('project', 'out', 'main'))).toBe(join('project', 'out', 'licences.txt'));
});
