import { importChoice } from '#api';
import { openReadOnly } from '../connection.ts';
import { openStorage } from '../storage.ts';
import { createRunImporter } from './run-importer.ts';
import { tablesOf } from './tables.fixture.ts';

// A process that imports a run and kills itself once some of the epochs are copied; a test of imports runs it.

const epochs = 200_000;

async function bringAndDie(dataDir: string): Promise<void> {
  const options = {
    dataDir,
    appVersion: '1.0.0',
    engineVersion: '1.0.0',
    host: 'cli',
    exclusive: false,
  } as const;
  const { file, session } = openStorage(options).identity();
  const importer = createRunImporter({ file, session, key: `${session}-1`, source: 'theirs' });
  for (const [name, content] of Object.entries(tablesOf(epochs))) importer.push(name, Buffer.from(content));
  const choice = importChoice.parse({});
  await importer.plan(choice);
  const copied = openReadOnly(file).prepare<[], number>(`SELECT count(*) FROM epochs`).pluck();
  const dieWhenHalf = (): void => {
    if (copied.get() === 0) return void setImmediate(dieWhenHalf);
    process.kill(process.pid, 'SIGKILL');
  };
  dieWhenHalf();
  while ((await importer.advance(choice)).done === null);
}

if (process.argv[1] === import.meta.filename) await bringAndDie(process.argv[2]!);
