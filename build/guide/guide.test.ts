import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guideRun, guideRunKeys, guideStudy, presets, studies, type GuideRunKey } from '#api';
import { engineVersion } from '#engine';
import { readGuide } from './read-guide.ts';
import { formatCount, formatLambda, formatMetric, formatPercent } from '../../renderer/words/format.ts';
import type { GuideBlock, GuideText } from '../../renderer/screens/guide/guide-page.ts';

const docs = new URL('../../docs/', import.meta.url);
const guide = readGuide(readFileSync(new URL('guide.md', docs), 'utf8'), () => [1, 1]);
/** Written by `npm run guide`. */
const numbers = JSON.parse(readFileSync(new URL('guide/numbers.json', docs), 'utf8'));

interface Section {
  readonly text: string;
  /** Screens that it opens. */
  readonly routes: readonly string[];
}

const sections = guide.reduce<GuideBlock[][]>((all, block) => {
  if (block.kind === 'heading') all.push([]);
  all.at(-1)!.push(block);
  return all;
}, []);

function readSection(blocks: readonly GuideBlock[]): Section {
  const routes: string[] = [];
  const read = (content: readonly GuideText[]): string =>
    content
      .map((part) => {
        if (part.kind === 'route') routes.push(part.to);
        return 'text' in part ? part.text : read(part.content);
      })
      .join('');
  const text = blocks.map((block) => {
    if (block.kind === 'heading' || block.kind === 'picture') return block.text;
    if (block.kind === 'paragraph') return read(block.content);
    if (block.kind === 'list') return block.items.map(read).join('\n');
    return [block.head, ...block.rows].map((row) => row.map(read).join(' ')).join('\n');
  });
  return { text: text.join('\n'), routes };
}

/** Measured or configured numbers: with a decimal point, an exponent, or a thousands separator. */
const numbersIn = (text: string): string[] =>
  text.match(/\d+(,\d{3})*(\.\d+)?(e[-−]\d+)?%?/g)!.filter((number) => /[.,e]/.test(number));

/** The ways in which the text may write what is known of a run. */
function toldOf(key: GuideRunKey): string[] {
  const { final, best, onset, config } = numbers.runs[key];
  const losses = [final.dataLoss, final.validationLoss, best.validationLoss];
  return [
    ...losses.map(formatMetric),
    formatMetric(final.validationLoss - final.dataLoss),
    ...[final.accuracy, final.validationAccuracy, best.validationAccuracy].map(formatPercent),
    ...[best.epoch, onset ?? 0, config.epochs, config.dataset.samplesPerClass].map(formatCount),
    ...JSON.stringify(config.layers)
      .match(/[\d.]+(e-\d+)?/g)!
      .map((number) => formatLambda(Number(number))),
    String(config.optimizer.learningRate),
  ];
}

describe('the numbers of the guide', () => {
  it('come from this engine, and from the runs that its links train', () => {
    expect(numbers.engineVersion, 'run `npm run guide`, and read the text again').toBe(engineVersion);
    for (const key of guideRunKeys) expect(numbers.runs[key].config).toEqual(guideRun(key));
    const { definition } = studies.find(({ kind }) => kind === guideStudy)!;
    expect(numbers.study.definition).toMatchObject(definition);
  });

  it('are those of the runs that a section is about', () => {
    const { study, confirmation } = numbers;
    for (const { text, routes } of sections.map(readSection)) {
      const keys = guideRunKeys.filter((key) => routes.some((route) => route.split(/[=,/]/).includes(key)));
      const told = [...keys, ...(text.includes('plain') ? (['plain'] as const) : [])].flatMap(toldOf);
      if (routes.some((route) => route.includes(guideStudy))) {
        const accuracies = Object.values(confirmation.testAccuracy) as number[];
        told.push(
          '1e-4',
          ...numbersIn([study.conclusion, ...confirmation.says].join(' ')),
          ...accuracies.map(formatPercent),
        );
      }
      if (routes.some((route) => route.includes('preset='))) told.push('1e-5');
      expect(
        numbersIn(text).filter((number) => !told.includes(number)),
        text,
      ).toEqual([]);
    }
  });

  it('appear in the app’s own sentences', () => {
    const flat = sections
      .map(readSection)
      .map(({ text }) => text.replace(/\s+/g, ' '))
      .join(' ');
    expect(flat).toContain(numbers.study.conclusion);
    for (const sentence of numbers.confirmation.says) expect(flat).toContain(sentence);
  });
});

/** Router paths to which the guide may link, and their possible keys or queries. */
const starts: Readonly<Record<string, readonly string[]>> = {
  '/runs/new?guide=': guideRunKeys,
  '/runs/new?preset=': presets.map(({ name }) => name),
  '/sweeps/new?study=': studies.map(({ kind }) => kind),
  '/guide/trained/': [...guideRunKeys, guideStudy],
  '/data': [''],
};

it('links only to what exists', () => {
  for (const route of sections.flatMap((blocks) => readSection(blocks).routes)) {
    const start = Object.keys(starts).find((known) => route.startsWith(known));
    expect(start, route).toBeDefined();
    for (const key of route.slice(start!.length).split(',')) expect(starts[start!], route).toContain(key);
  }
});
