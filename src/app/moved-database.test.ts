import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Activity } from '#api';
import { databaseFileName } from '#storage';
import { testWith } from '../system-needs.fixture.ts';
import { endlessConfig, openTestApp, smallConfig, temporaryFolder } from './app-fixture.ts';

const waitMs = 60_000;

testWith('moving')(
  'moving the database away while a run trains is noticed; once it is back, the run continues and lacks no epoch',
  async () => {
    const dataDir = temporaryFolder();
    const app = await openTestApp({ dataDir });
    const { client, until } = app;
    const heard: Activity['folder'][] = [];
    app.onEvent((event) => {
      if (event.kind === 'activityChanged') heard.push(event.activity.folder);
    });
    const { runs } = await client.createRuns({ configs: [endlessConfig()] });
    const { id } = runs[0]!;
    await until(id, ({ epochsDone }) => epochsDone > 0);

    const file = join(dataDir, databaseFileName);
    renameSync(file, `${file}.away`);
    await vi.waitFor(async () => {
      const { folder, live } = await client.getActivity();
      expect(folder).toMatchObject({
        reason: 'the database was moved, replaced or deleted while it was open',
        advice: 'put it back, or restart Lambdascope to use what is there now',
      });
      expect(live[0]?.waiting).toMatchObject({ reason: folder!.reason });
    }, waitMs);
    const { epochsDone } = await client.getRun({ id });
    const refused = await app.dispatch('createRuns', { configs: [smallConfig()] });
    expect(refused).toMatchObject({ ok: false, error: { code: 'databaseMoved' } });

    renameSync(`${file}.away`, file);
    await until(id, (run) => run.epochsDone > epochsDone);
    await vi.waitFor(async () => expect((await client.getActivity()).folder).toBeNull(), waitMs);
    expect(heard).toContainEqual(expect.objectContaining({ since: expect.any(String) as string }));
    await client.stopRuns({ ids: [id] });
    const run = await client.getRun({ id });
    const { series } = await client.readSeries({ id, metrics: ['loss'] });
    expect([...series.loss!.epochs]).toEqual(Array.from({ length: run.epochsDone }, (_, epoch) => epoch));
  },
);
