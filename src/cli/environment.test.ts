import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { storageEntry } from '../built-entries.fixture.ts';
import { temporaryFolder } from './cli-fixture.ts';

it('keeps a command alive while nothing it waits for does', () => {
  const environment = pathToFileURL(join(import.meta.dirname, 'environment.ts')).href;
  const script = `
    import { setTimeout } from 'node:timers/promises';
    import { withApp } from ${JSON.stringify(environment)};
    const paths = { trainerEntry: '', storageEntry: ${JSON.stringify(storageEntry)}, rendererDir: '', projectDir: '' };
    const wait = () => setTimeout(100, 'waited for', { ref: false });
    console.log(await withApp({ appVersion: '1.2.3', requiredNode: '22', ...paths }, process.argv[1], 'cli', wait));`;
  const args = ['--input-type=module', '--eval', script, '--', temporaryFolder()];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('waited for\n');
});
