// @ts-expect-error the renderer is compiled without Node's types; its tests run in Node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assignSlots, paletteSize, paletteSlot } from './palette.ts';

const css = readFileSync(new URL('../app/theme/tokens.css', import.meta.url), 'utf8') as string;
const [lightCss, darkCss] = css.split(":root[data-theme='dark']") as [string, string];

function token(block: string, name: string): string {
  return new RegExp(`${name}: (#[0-9a-f]{6});`).exec(block)![1]!;
}

/** WCAG 2 contrast ratio of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = parseInt(color.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe('the palette', () => {
  it.each([
    ['light', lightCss],
    ['dark', darkCss],
  ])('has a contrast of 3:1 against the page in the %s theme', (_theme, block) => {
    const surface = token(block, '--surface');
    for (let slot = 0; slot < paletteSize; slot++) {
      expect(contrast(token(block, paletteSlot(slot).token), surface)).toBeGreaterThanOrEqual(3);
    }
  });

  it('distinguishes neighbours by more than colour, and 48 lines by colour or marker', () => {
    const looks = Array.from({ length: 48 }, (_, slot) => paletteSlot(slot));
    expect(looks[0]).toEqual({ token: '--series-1', marker: 'none' });
    expect(looks[1]).toEqual({ token: '--series-2', marker: 'circle' });
    expect(new Set(looks.map(({ token, marker }) => `${token} ${marker}`)).size).toBe(48);
    for (const [at, { marker }] of looks.entries()) expect(marker).not.toBe(looks[at + 1]?.marker);
  });
});

describe('assignSlots', () => {
  it('keeps the colour of a run while others come and go', () => {
    const first = assignSlots(['a', 'b', 'c'], new Map());
    expect([...first]).toEqual([['a', 0], ['b', 1], ['c', 2]]); // oxfmt-ignore
    const second = assignSlots(['b', 'c', 'd', 'e'], first);
    expect([...second]).toEqual([['b', 1], ['c', 2], ['d', 0], ['e', 3]]); // oxfmt-ignore
  });
});
