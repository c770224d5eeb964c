import { describe, expect, it } from 'vitest';
import { runNotice } from './run-notice.ts';

const config = { epochs: 10_001 } as Parameters<typeof runNotice>[0]['config'];
const run = {
  status: 'running',
  epochsDone: 1200,
  config,
  divergedAt: null,
  error: null,
  trashedAt: null,
} as const;

describe('runNotice', () => {
  it('says nothing of a run that trains or is complete', () => {
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
    expect(notice?.text).toBe('the trainer was killed (SIGKILL). What it recorded until then is kept.');
  });
  it('puts the trash before anything else', () => {
    expect(runNotice({ ...run, status: 'failed', trashedAt: '2026-01-01T00:00:00Z' })?.action).toBe(
      'restore',
    );
  });
});
