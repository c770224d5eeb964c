import { parsers } from 'prettier/plugins/markdown';
import type { GuideBlock, GuideText } from '../../renderer/screens/guide/guide-page.ts';

/** How links of the guide name a screen of the app. */
const appScheme = 'lambdascope:';

/** A node of Markdown as prettier's parser, which is remark's, has it: https://github.com/syntax-tree/mdast. */
interface Node {
  readonly type: string;
  readonly children: readonly Node[];
  readonly value: string;
  readonly url: string;
  readonly alt: string | null;
  readonly depth: number;
  readonly ordered: boolean;
}
type SizeOf = (file: string) => [width: number, height: number];

/**
 * The guide as plain values, which a page shows without any HTML of its own. Throws for what the page has no look for, HTML among it.
 * `sizeOf` tells width and height of a picture, in pixels.
 */
export async function readGuide(markdown: string, sizeOf: SizeOf): Promise<GuideBlock[]> {
  // Of its options the parser of Markdown needs none.
  const root = (await parsers.markdown.parse(markdown, {} as never)) as Node;
  return root.children.map((node) => readBlock(node, sizeOf));
}

function readBlock(node: Node, sizeOf: SizeOf): GuideBlock {
  const { type, children } = node;
  switch (type) {
    case 'heading': {
      const text = children.map((part) => (part.type === 'text' ? part.value : refuse(part))).join('');
      return { kind: 'heading', level: node.depth, id: idOf(text), text };
    }
    case 'paragraph':
      return readPicture(node, sizeOf) ?? { kind: 'paragraph', content: readTexts(children) };
    case 'list':
      return { kind: 'list', ordered: node.ordered, items: children.map(readItem) };
    case 'table': {
      const [head, ...rows] = children.map((row) => row.children.map((cell) => readTexts(cell.children)));
      return { kind: 'table', head: head!, rows };
    }
    default:
      return refuse(node);
  }
}

function readTexts(nodes: readonly Node[]): GuideText[] {
  return nodes.map((node): GuideText => {
    switch (node.type) {
      case 'text':
        return { kind: 'text', text: node.value.replaceAll('\n', ' ') };
      case 'inlineCode':
        return { kind: 'code', text: node.value };
      case 'strong':
      case 'emphasis':
        return { kind: node.type, content: readTexts(node.children) };
      case 'link':
        return readLink(node);
      default:
        return refuse(node);
    }
  });
}

function readItem({ children: [only, ...more] }: Node): GuideText[] {
  if (only?.type !== 'paragraph' || more.length > 0)
    throw new Error('a list of the guide has an item that is not one paragraph');
  return readTexts(only.children);
}

function readLink({ url, children }: Node): GuideText {
  const content = readTexts(children);
  if (url.startsWith(appScheme)) return { kind: 'route', to: url.slice(appScheme.length), content };
  if (url.startsWith('https:')) return { kind: 'page', to: url, content };
  throw new Error(`the guide links to ${url}; allowed: ${appScheme}/... and https:`);
}

/** A paragraph that is one picture and nothing else. */
function readPicture({ children: [only, ...more] }: Node, sizeOf: SizeOf): GuideBlock | null {
  if (only?.type !== 'image' || more.length > 0) return null;
  const [width, height] = sizeOf(only.url);
  return { kind: 'picture', source: only.url, text: only.alt ?? '', width, height };
}

/** As GitHub makes anchors of headings. */
function idOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function refuse({ type }: Node): never {
  throw new Error(`the guide has markdown that its page cannot show: ${type}`);
}
