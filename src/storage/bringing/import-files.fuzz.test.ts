import { afterAll, expect } from 'vitest';
import { importChoice } from '#api';
import { fuzz } from '../../fuzz-rounds.fixture.ts';
import { makeFolder, removeFolder } from '../../temporary-folder.fixture.ts';
import { openTestStore } from '../store-fixture.ts';
import { importerOf, planOf } from './importer.fixture.ts';

/** Four scalars, as written by tensorboardX 2.6.5. */
const eventFile = Buffer.from(
  'GAAAAAAAAACjf0siCQXyuwHrwtpBGg1icmFpbi5FdmVudDoygcFVaR4AAAAAAAAA2dwSMgkAAABA/FTZQSoTChEKCnRyYWluL2xvc3MVAADAP4iknGggAAAAAAAAACntqVAJAABAQPxU2UEQASoTChEKCnRyYWluL2xvc3MVAABAP0sGEhggAAAAAAAAACntqVAJAACAQPxU2UEQAioTChEKCnRyYWluL2xvc3MVAADAfzlAljQeAAAAAAAAANncEjIJAABAQPxU2UEQASoRCg8KCHZhbF9sb3NzFQAAYD9wPODSFgAAAAAAAABPYb4oCQAAAED8VNlBKgsKCQoCbHIVAAAAP7x2xHc=',
  'base64',
);

const dataDir = makeFolder();
const store = openTestStore({ dataDir });
afterAll(async () => {
  await store.close();
  removeFolder(dataDir);
});

fuzz(
  'whatever is changed in a file, it is read or refused in a sentence, and the history is whole',
  60,
  async (dice) => {
    const [name, content] = dice.pick([
      ['tfevents', eventFile],
      ['history.csv', Buffer.from('_step,loss\n0,1\n1,"0.5"\n')],
      [
        'runs.csv',
        Buffer.from(
          'run_id,name,status,created_at,config.seed\n0123456789,a,completed,2026-01-01T00:00:00Z,1\n',
        ),
      ],
      ['x.sqlite3', Buffer.from(`SQLite format 3\0${'x'.repeat(200)}`)],
    ] as [string, Buffer][]);
    const bytes = Buffer.from(content);
    for (let change = 1 + dice.below(4); change > 0; change--)
      bytes[dice.below(bytes.length)] = dice.below(256);
    const cut = dice.chance(0.3) ? bytes.subarray(0, dice.below(bytes.length + 1)) : bytes;
    dice.trying({ name, bytes: cut.toString('base64') });
    const importer = importerOf(store, { [name]: cut });
    await planOf(importer, importChoice.parse({})).catch((thrown: unknown) => {
      expect(thrown).toMatchObject({ name: 'AppError', code: 'invalidInput' });
    });
    await importer.abandon();
    expect(store.countRuns()).toEqual({});
  },
);
