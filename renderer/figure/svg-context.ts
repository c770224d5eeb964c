const writtenPaths = new WeakMap<Path2D, string>();

/** A path that remembers its source: a Path2D cannot be read back. */
export function writtenPath(d: string): Path2D {
  const path = new Path2D(d);
  writtenPaths.set(path, d);
  return path;
}

type Context = CanvasRenderingContext2D;
type Point = readonly [x: number, y: number];

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => escaped[sign]!);
const number = (value: number): string => String(Math.round(value * 100) / 100);
const matrix = ({ a, b, c, d, e, f }: DOMMatrix): string =>
  `matrix(${[a, b, c, d, e, f].map(number).join(' ')})`;

/** What has been drawn on recorded canvases, as the contents of an SVG element. */
const written = new WeakMap<HTMLCanvasElement, Recorder>();
let lastClip = 0;

/** Records what is drawn on `canvas`: its context draws as before, and each shape also becomes an SVG element. */
export function writeAlong(canvas: HTMLCanvasElement): void {
  const real = canvas.getContext('2d')!;
  const recorder = new Recorder(real);
  written.set(canvas, recorder);
  const along = new Proxy(real, {
    get(_, key) {
      const record = recorder.methods[key as string];
      const value: unknown = Reflect.get(real, key, real);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        record?.(...(args as never[]));
        return Reflect.apply(value, real, args) as unknown;
      };
    },
    set: (_, key, value) => Reflect.set(real, key, value, real),
  });
  canvas.getContext = (() => along) as unknown as HTMLCanvasElement['getContext'];
}

/** A recorded canvas as an SVG file; `ratio` is its pixels per CSS pixel. */
export function svgOf(canvas: HTMLCanvasElement, ratio: number): string {
  const { width, height } = canvas;
  const size = `width="${width / ratio}" height="${height / ratio}" viewBox="0 0 ${width} ${height}"`;
  const inside = written.get(canvas)?.elements.join('\n') ?? '';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${inside}\n</svg>\n`;
}

class Recorder {
  readonly elements: string[] = [];
  private d = '';
  private clip: string | null = null;
  private readonly saved: (string | null)[] = [];
  private readonly real: Context;

  constructor(real: Context) {
    this.real = real;
  }

  readonly methods: Readonly<Record<string, (...args: never[]) => void>> = {
    save: () => this.saved.push(this.clip),
    restore: () => (this.clip = this.saved.pop() ?? null),
    beginPath: () => (this.d = ''),
    closePath: () => (this.d += 'Z'),
    moveTo: (x: number, y: number) => this.add('M', [x, y]),
    lineTo: (x: number, y: number) => this.add(this.d === '' ? 'M' : 'L', [x, y]),
    quadraticCurveTo: (x1: number, y1: number, x: number, y: number) => this.add('Q', [x1, y1], [x, y]),
    bezierCurveTo: (x1: number, y1: number, x2: number, y2: number, x: number, y: number) =>
      this.add('C', [x1, y1], [x2, y2], [x, y]),
    rect: (x: number, y: number, width: number, height: number) => this.rect(x, y, width, height),
    arc: (x: number, y: number, radius: number, start: number, end: number) =>
      this.arc(x, y, radius, start, end),
    clip: () => this.clipTo(),
    fill: (path?: Path2D) => this.shape(this.filling(), path),
    stroke: (path?: Path2D) => this.shape(this.stroking(), path),
    fillRect: (x: number, y: number, width: number, height: number) =>
      this.alone(() => this.rect(x, y, width, height), this.filling()),
    strokeRect: (x: number, y: number, width: number, height: number) =>
      this.alone(() => this.rect(x, y, width, height), this.stroking()),
    // Charts clear everything before each redraw.
    clearRect: () => (this.elements.length = 0),
    fillText: (text: string, x: number, y: number) => this.text(text, x, y, this.filling()),
    strokeText: (text: string, x: number, y: number) => this.text(text, x, y, this.stroking()),
    drawImage: (...args: never[]) => this.image(args),
  };

  private place([x, y]: Point): string {
    const { a, b, c, d, e, f } = this.real.getTransform();
    return `${number(a * x + c * y + e)} ${number(b * x + d * y + f)}`;
  }

  private add(command: string, ...points: Point[]): void {
    if (points.flat().every(Number.isFinite))
      this.d += command + points.map((at) => this.place(at)).join(' ');
  }

  private rect(x: number, y: number, width: number, height: number): void {
    this.add('M', [x, y]);
    for (const corner of [
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ] as const)
      this.add('L', corner);
    this.d += 'Z';
  }

  /** As two halves: an SVG arc cannot be a full circle. */
  private arc(x: number, y: number, radius: number, start: number, end: number): void {
    const at = (angle: number): Point => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const size = number(radius * this.scale());
    this.add(this.d === '' || this.d.endsWith('Z') ? 'M' : 'L', at(start));
    for (const angle of [(start + end) / 2, end]) this.d += `A${size} ${size} 0 0 1 ${this.place(at(angle))}`;
  }

  private scale(): number {
    const { a, b } = this.real.getTransform();
    return Math.hypot(a, b);
  }

  private filling(): string {
    return `fill="${String(this.real.fillStyle)}"${this.opacity()}`;
  }

  private stroking(): string {
    const { strokeStyle, lineWidth, lineJoin } = this.real;
    const scale = this.scale();
    const dash = this.real
      .getLineDash()
      .map((length) => number(length * scale))
      .join(' ');
    const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
    return `fill="none" stroke="${String(strokeStyle)}" stroke-width="${number(lineWidth * scale)}" stroke-linejoin="${lineJoin}"${dashes}${this.opacity()}`;
  }

  private opacity(): string {
    const { globalAlpha } = this.real;
    return globalAlpha === 1 ? '' : ` opacity="${number(globalAlpha)}"`;
  }

  private put(element: string): void {
    this.elements.push(this.clip === null ? element : `<g clip-path="url(#${this.clip})">${element}</g>`);
  }

  private shape(look: string, path: Path2D | undefined): void {
    if (path !== undefined)
      this.put(
        `<path d="${writtenPaths.get(path) ?? ''}" transform="${matrix(this.real.getTransform())}" ${look}/>`,
      );
    else if (this.d !== '') this.put(`<path d="${this.d}" ${look}/>`);
  }

  private alone(trace: () => void, look: string): void {
    const before = this.d;
    this.d = '';
    trace();
    this.shape(look, undefined);
    this.d = before;
  }

  private clipTo(): void {
    const name = `clip-${++lastClip}`;
    const inside = this.clip === null ? '' : ` clip-path="url(#${this.clip})"`;
    this.elements.push(`<clipPath id="${name}"${inside}><path d="${this.d}"/></clipPath>`);
    this.clip = name;
  }

  private text(text: string, x: number, y: number, look: string): void {
    const { font, textAlign, textBaseline } = this.real;
    const anchor = { center: 'middle', right: 'end', end: 'end' }[textAlign as string] ?? 'start';
    const baseline =
      { middle: 'central', top: 'hanging', bottom: 'text-after-edge' }[textBaseline as string] ?? 'auto';
    this.put(
      `<text x="${number(x)}" y="${number(y)}" transform="${matrix(this.real.getTransform())}" style="font: ${escape(font)}" text-anchor="${anchor}" dominant-baseline="${baseline}" ${look}>${escape(text)}</text>`,
    );
  }

  /** A recorded canvas stays vector graphics; any other picture is embedded. */
  private image([source, x, y, width, height]: readonly unknown[]): void {
    const canvas = toCanvas(source as CanvasImageSource & { width: number; height: number });
    const [w, h] = [Number(width ?? canvas.width), Number(height ?? canvas.height)];
    const at = matrix(
      this.real
        .getTransform()
        .translate(Number(x), Number(y))
        .scale(w / canvas.width, h / canvas.height),
    );
    const inside = written.get(canvas)?.elements.join('\n');
    this.put(
      inside === undefined
        ? `<image width="${canvas.width}" height="${canvas.height}" transform="${at}" style="image-rendering: pixelated" href="${canvas.toDataURL()}"/>`
        : `<g transform="${at}">${inside}</g>`,
    );
  }
}

function toCanvas(source: CanvasImageSource & { width: number; height: number }): HTMLCanvasElement {
  if (source instanceof HTMLCanvasElement) return source;
  const canvas = document.createElement('canvas');
  canvas.width = source.width;
  canvas.height = source.height;
  canvas.getContext('2d')!.drawImage(source, 0, 0);
  return canvas;
}
