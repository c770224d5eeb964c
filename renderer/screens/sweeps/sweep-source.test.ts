import { presets, studies, type Client } from '#api';
import { describe, expect, it } from 'vitest';
import { checkSweep } from './sweep-draft.ts';
import { findSource } from './sweep-source.ts';

const client = {} as Pick<Client, 'getRun' | 'getSweep'>;
const { config } = presets[1]!;

describe('the starting point of a new sweep', () => {
  it('is a config being edited, with what was chosen as its first axis', async () => {
    const query = { config: JSON.stringify({ ...config, name: 'mine' }), vary: 'optimizer.learningRate' };
    const { label, key, draft } = await findSource(client, query);
    expect([label, key]).toEqual(['mine', `config:${query.config}`]);
    expect(draft.axes).toEqual([{ paths: ['optimizer.learningRate'], values: 'log:1e-3:1e-1:5' }]);
    expect(checkSweep(draft).definition).toMatchObject({
      base: { dataset: config.dataset, layers: config.layers },
      seeds: [0, 1, 2, 3, 4],
    });
  });

  it('refuses an invalid config', async () => {
    const asked = findSource(client, { config: JSON.stringify({ ...config, epochs: 0 }) });
    await expect(asked).rejects.toMatchObject({
      code: 'invalidInput',
      message: expect.stringContaining('epochs'),
    });
  });

  it.each(studies)(
    'is the study $title, which stays one with other seeds and fewer epochs',
    async (study) => {
      const { draft } = await findSource(client, { study: study.kind });
      expect(checkSweep(draft).definition).toEqual({ ...study.definition, name: study.title });
      const fewer = {
        ...draft,
        seeds: '7-8',
        base: JSON.stringify({ ...study.definition.base, epochs: 11 }),
      };
      expect(checkSweep(fewer).definition).toMatchObject({ study: study.kind, seeds: [7, 8] });
      const other = { ...draft, axes: [...draft.axes, { paths: ['optimizer.decay'], values: '0, 1e-7' }] };
      expect(checkSweep(other).definition).not.toHaveProperty('study');
    },
  );
});
