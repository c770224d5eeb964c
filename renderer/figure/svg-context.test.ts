import { expect, it } from 'vitest';
import { svgOf, writeAlong } from './svg-context.ts';

/** As much of a canvas as the code uses, translated by (10, 20) and drawn at twice its size. */
function stubCanvas(): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const doNothing = (): void => undefined;
  const real = {
    fillStyle: '#112233',
    strokeStyle: '#445566',
    lineWidth: 1.5,
    lineJoin: 'round',
    globalAlpha: 1,
    font: '11px "Inter", sans-serif',
    textAlign: 'center',
    textBaseline: 'middle',
    getTransform: () => ({ a: 2, b: 0, c: 0, d: 2, e: 10, f: 20 }),
    getLineDash: () => [5, 3],
    ...Object.fromEntries(
      [
        'save',
        'restore',
        'beginPath',
        'moveTo',
        'lineTo',
        'rect',
        'arc',
        'clip',
        'stroke',
        'fill',
        'fillRect',
        'fillText',
        'clearRect',
      ].map((name) => [name, doNothing]),
    ),
  };
  const canvas = { width: 400, height: 200, getContext: () => real } as unknown as HTMLCanvasElement;
  writeAlong(canvas);
  return { canvas, context: canvas.getContext('2d')! };
}

const linesOf = (canvas: HTMLCanvasElement): string[] => svgOf(canvas, 2).trim().split('\n');

it('records lines where they are drawn, with their style', () => {
  const { canvas, context } = stubCanvas();
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(5, NaN);
  context.lineTo(5, 1.25);
  context.stroke();
  expect(linesOf(canvas)).toEqual([
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 400 200">',
    '<path d="M10 20L20 22.5" fill="none" stroke="#445566" stroke-width="3" stroke-linejoin="round" stroke-dasharray="10 6"/>',
    '</svg>',
  ]);
});

it('records text as text, and circles as two halves', () => {
  const { canvas, context } = stubCanvas();
  context.fillText('λ < 1 & "more"', 3, 4);
  context.beginPath();
  context.arc(0, 0, 3, 0, 2 * Math.PI);
  context.fill();
  expect(linesOf(canvas).slice(1, 3)).toEqual([
    '<text x="3" y="4" transform="matrix(2 0 0 2 10 20)" style="font: 11px &quot;Inter&quot;, sans-serif" text-anchor="middle" dominant-baseline="central" fill="#112233">λ &lt; 1 &amp; &quot;more&quot;</text>',
    '<path d="M16 20A6 6 0 0 1 4 20A6 6 0 0 1 16 20" fill="#112233"/>',
  ]);
});

it('keeps clipped drawing inside its clip until restored, and forgets what was cleared', () => {
  const { canvas, context } = stubCanvas();
  context.fillRect(0, 0, 1, 1);
  context.clearRect(0, 0, 400, 200);
  context.save();
  context.beginPath();
  context.rect(0, 0, 10, 10);
  context.clip();
  context.fillRect(0, 0, 5, 5);
  context.restore();
  context.fillRect(1, 1, 1, 1);
  const [clip, inside, outside] = linesOf(canvas).slice(1);
  const name = /id="(clip-\d+)"/.exec(clip!)![1];
  expect(inside).toBe(
    `<g clip-path="url(#${name})"><path d="M10 20L20 20L20 30L10 30Z" fill="#112233"/></g>`,
  );
  expect(outside).toBe('<path d="M12 22L14 22L14 24L12 24Z" fill="#112233"/>');
});
