import type { LayerConfig } from '#api';
import { expect, it } from 'vitest';
import { mapDisagreement } from './disagreement-map.ts';
import { viridis } from '../viridis.ts';

it('colours by the share of networks outvoted, upper row first', () => {
  const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
  const layers: LayerConfig[] = [{ kind: 'dense', units: 2, ...none }, { kind: 'softmax' }];
  // Two networks separate left from right, one separates below from above.
  const leftRight = Float32Array.from([-1, 1, 0, 0, 0, 0]);
  const downUp = Float32Array.from([0, 0, -1, 1, 0, 0]);
  const plane = { xMin: -1, xMax: 1, yMin: -1, yMax: 1, columns: 2, rows: 2 };
  const { picture, mean, disputed } = mapDisagreement({
    layers,
    snapshots: [leftRight, leftRight, downUp],
    plane,
  });
  const [all, third] = [
    [...viridis(0), 255],
    [...viridis(2 / 3), 255],
  ];
  expect([...picture]).toEqual([...third!, ...all!, ...all!, ...third!]);
  expect(disputed).toBe(0.5);
  expect(mean).toBeCloseTo(1 / 6, 6);
});
