import type { Chance } from './chance.ts';

/** Small networks on little data that train for a second or a few: long enough to be killed midway. */
export function drawConfig(chance: Chance, name: string): object {
  const lambda = chance.one([0, 1e-4, 1e-2]);
  const hidden = { kind: 'dense', units: chance.one([8, 16]), weightRegularizerL2: lambda };
  const dropout = chance.happens(0.2) ? [{ kind: 'dropout', rate: 0.1 }] : [];
  return {
    name,
    dataset: { kind: 'spiral', samplesPerClass: 30 },
    validation: { samplesPerClass: 30 },
    layers: [hidden, { kind: 'relu' }, ...dropout, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
    optimizer: { kind: 'adam', learningRate: 0.02 },
    epochs: chance.one([50, 1000, 4000, 12_000]),
    batchSize: chance.happens(0.2) ? 30 : null,
    seed: chance.whole(0, 2),
  };
}

/** A file of samples, a different one for each `salt`. */
export function drawFile(chance: Chance, salt: number): string {
  const rows = Array.from({ length: chance.one([60, 600, 6000]) }, (_, row) => {
    const values = [Math.sin(row * 7.3 + salt), Math.cos(row * 3.1 - salt), row % 11];
    return `${values.map((value) => value.toFixed(5)).join(',')},${['iris', 'rose', 'tulip'][row % 3]}`;
  });
  return `length,width,age,kind\n${rows.join('\n')}\n`;
}
