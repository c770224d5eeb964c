import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { readGuide } from './read-guide.ts';

/** Turns `docs/guide.md` into a module: the guide's blocks, with its pictures among the page's own files. */
export function guidePage(): Plugin {
  return {
    name: 'guide-page',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/docs/guide.md')) return null;
      const folder = dirname(id);
      const blocks = readGuide(code, (file) => {
        this.addWatchFile(join(folder, file));
        return pngSize(readFileSync(join(folder, file)));
      });
      const pictures = blocks.flatMap((block) => (block.kind === 'picture' ? [block.source] : []));
      const imports = pictures.map(
        (file, index) => `import picture${index} from ${JSON.stringify(`./${file}`)};`,
      );
      const values = blocks.map((block) => {
        if (block.kind !== 'picture') return JSON.stringify(block);
        return `{ ...${JSON.stringify(block)}, source: picture${pictures.indexOf(block.source)} }`;
      });
      return { code: `${imports.join('\n')}\nexport const guide = [${values.join(',\n')}];\n`, map: null };
    },
  };
}

/** Width and height in pixels, from a PNG's first chunk. */
function pngSize(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
