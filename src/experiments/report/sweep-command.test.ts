import { expect, it } from 'vitest';
import { presets } from '../presets.ts';
import { sweepCommand } from './sweep-command.ts';

const base = presets[0]!.config;
const [l1, l2] = ['layers.0.weightRegularizerL1', 'layers.0.weightRegularizerL2'];

it('writes a sweep as the command that repeats it', () => {
  const axes = [
    {
      points: [
        { [l1]: 0, [l2]: 0 },
        { [l1]: 1e-5, [l2]: 1e-5 },
      ],
    },
    { points: [{ epochs: 5 }, { epochs: 6 }] },
  ];
  expect(sweepCommand({ base, axes, seeds: [0, 3] }, 'base.json')).toBe(
    `npm run -s cli -- sweep --config base.json --grid ${l1}+${l2}=0,0.00001 --grid epochs=5,6 --seeds 0,3`,
  );
  expect(sweepCommand({ base, axes, seeds: [0], study: 'howMuchL2' }, 'base.json')).toBe(
    'npm run -s cli -- sweep --study howMuchL2',
  );
});

it('is null if no command can repeat it', () => {
  const mixed = [{ points: [{ [l1]: 1e-3 }, { [l2]: 1e-3 }] }];
  const unequal = [{ points: [{ [l1]: 0, [l2]: 1 }] }];
  expect(sweepCommand({ base, axes: mixed, seeds: [0] }, 'base.json')).toBeNull();
  expect(sweepCommand({ base, axes: unequal, seeds: [0] }, 'base.json')).toBeNull();
});
