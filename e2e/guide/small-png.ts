import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signatureBytes = 8;
/** For a picture without transparency, like a screenshot. */
const pixelBytes = 3;

/** Steps of a colour that nobody notices in a picture of a screen, except by its size. White stays white. */
const colourStep = 8;

/**
 * The picture in half the bytes: with fewer colours, and with its rows stored unfiltered rather than as differences, the way Chromium
 * writes them: a screen consists of flat areas.
 */
export function smallPng(png: Buffer): Buffer {
  const header = chunkOf(png, signatureBytes);
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (header.data.readUInt16BE(8) !== 0x0802) throw new Error('not a PNG of three channels of 8 bits');
  const compressed: Buffer[] = [];
  for (let at = header.end; at < png.length;) {
    const { kind, data, end } = chunkOf(png, at);
    if (kind === 'IDAT') compressed.push(data);
    at = end;
  }
  const rows = inflateSync(Buffer.concat(compressed));
  removeFilters(rows, width * pixelBytes, height);
  roundColours(rows, width * pixelBytes, height);
  return Buffer.concat([
    png.subarray(0, header.end),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunkOf(png: Buffer, at: number): { kind: string; data: Buffer; end: number } {
  const end = at + 12 + png.readUInt32BE(at);
  return { kind: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end - 4), end };
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Undoes the filter of each row in place (PNG specification, section 9), and marks the row as unfiltered. */
function removeFilters(rows: Buffer, rowBytes: number, height: number): void {
  for (let row = 0; row < height; row++) {
    const start = row * (rowBytes + 1);
    const filter = rows[start]!;
    for (let at = start + 1; at <= start + rowBytes; at++) {
      const left = at - pixelBytes > start ? rows[at - pixelBytes]! : 0;
      const above = row > 0 ? rows[at - rowBytes - 1]! : 0;
      const corner = row > 0 && at - pixelBytes > start ? rows[at - pixelBytes - rowBytes - 1]! : 0;
      rows[at]! += [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter]!;
    }
    rows[start] = 0;
  }
}

/** Paeth's predictor. */
function nearest(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function roundColours(rows: Buffer, rowBytes: number, height: number): void {
  for (let row = 0; row < height; row++) {
    const start = row * (rowBytes + 1) + 1;
    for (let at = start; at < start + rowBytes; at++)
      rows[at] = Math.min(255, Math.round(rows[at]! / colourStep) * colourStep);
  }
}
