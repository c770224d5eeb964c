/** A square picture as PNG and its width in pixels. */
export interface Picture {
  readonly size: number;
  readonly png: Uint8Array;
}

/** A Windows .ico file made from pictures of up to 256 pixels. */
export function icoOf(pictures: readonly Picture[]): Uint8Array {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at); // 0 means 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // planes
    header.writeUInt16LE(32, at + 6); // bits per pixel
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Names of an .icns file's entries by width; the second name is for screens with two pixels per point. */
const icnsNames: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS .icns file; widths that have no name in the format are left out. */
export function icnsOf(pictures: readonly Picture[]): Uint8Array {
  const entries = pictures.flatMap(({ size, png }) =>
    (icnsNames[size] ?? []).map((name) => [icnsHeader(name, png.length), png]),
  );
  const body = Buffer.concat(entries.flat());
  return Buffer.concat([icnsHeader('icns', body.length), body]);
}

function icnsHeader(name: string, length: number): Buffer {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32BE(length + header.length, 4);
  return header;
}
