import { describe, expect, it } from 'vitest';
import { runNotice, storedNotices } from './run-notice.ts';

const config = { epochs: 10_001 } as Parameters<typeof runNotice>[0]['config'];
const run = {
  status: 'running',
  epochsDone: 1200,
  config,
  divergedAt: null,
  error: null,
  trashedAt: null,
  branch: null,
  origin: null,
} as const;

describe('runNotice', () => {
  it('says nothing about a run that is training or complete', () => {
    expect(runNotice(run)).toBeNull();
    expect(runNotice({ ...run, status: 'completed' })).toBeNull();
  });
  it('names the epoch of divergence and offers another config', () => {
    const notice = runNotice({ ...run, status: 'diverged', divergedAt: 153 });
    expect(notice).toMatchObject({ tone: 'danger', title: 'Diverged at epoch 153', action: 'editAndRun' });
  });
  it('gives the reason of a failure as a sentence', () => {
    const notice = runNotice({ ...run, status: 'failed', error: 'the trainer was killed (SIGKILL)' });
    expect(notice?.title).toBe('Failed after 1,200 of 10,001 epochs');
    expect(notice?.text).toBe('The trainer was killed (SIGKILL). What it recorded until then is kept.');
  });
  it('offers to resume what was cut off, and says why it was', () => {
    const killed = runNotice({ ...run, status: 'interrupted', error: 'the trainer was killed (SIGKILL)' });
    expect(killed).toMatchObject({ title: 'Interrupted after 1,200 of 10,001 epochs', action: 'resume' });
    expect(killed?.text).toMatch(/^The trainer was killed \(SIGKILL\)\. Resume goes on/);
    expect(runNotice({ ...run, status: 'interrupted' })?.text).toMatch(/^The app ended before the run did\./);
  });
  it('promises curves only to a queued run that has none', () => {
    expect(runNotice({ ...run, status: 'queued', epochsDone: 0 })?.text).toMatch(/first epochs/);
    const branch = { parentId: 'x', parentName: null, epoch: 1200 };
    expect(runNotice({ ...run, status: 'queued', branch })?.text).toMatch(/first epochs/);
    expect(runNotice({ ...run, status: 'queued' })?.text).toMatch(/^It continues as soon as a slot is free/);
  });
  it('puts the trash before anything else', () => {
    expect(runNotice({ ...run, status: 'failed', trashedAt: '2026-01-01T00:00:00Z' })?.action).toBe(
      'restore',
    );
  });
});

it('says which epochs are gone, and what a config of another version prevents', () => {
  expect(storedNotices({ missingEpochs: 0, configProblem: null, origin: null })).toEqual([]);
  const notices = storedNotices({
    missingEpochs: 1,
    configProblem: 'dataset.kind: got "rings"',
    origin: null,
  });
  expect(notices.map(({ title }) => title)).toEqual(['1 epoch is missing', 'Made by another version']);
  expect(notices[1]!.text).toContain('does not know the config (dataset.kind: got "rings").');
});

it('says where imported numbers are from, and offers nothing', () => {
  expect(runNotice({ ...run, status: 'interrupted', origin: 'wandb' })).toBeNull();
  expect(storedNotices({ missingEpochs: 3, configProblem: 'x', origin: 'wandb' })).toEqual([
    {
      tone: 'neutral',
      title: 'Brought in to compare',
      text: 'The run was recorded by Weights & Biases. It can be compared and exported, but not resumed, forked or verified.',
    },
  ]);
});
