import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { GuideBlock, GuideText } from '../../renderer/screens/guide/guide-page.ts';

/** The URL scheme by which links in the guide name a screen of the app. */
const appScheme = 'lambdascope:';

type SizeOf = (file: string) => [width: number, height: number];

/**
 * The guide as plain values, which a page shows without any HTML in the source. Throws on anything the page has no style for, including
 * HTML. `sizeOf` returns the width and height of a picture in pixels.
 */
export function readGuide(markdown: string, sizeOf: SizeOf): GuideBlock[] {
  return known(lexer(markdown)).flatMap((token) =>
    token.type === 'space' ? [] : [readBlock(token, sizeOf)],
  );
}

/** Without extensions there are no tokens but marked's own. */
const known = (tokens: readonly Token[]): readonly MarkedToken[] => tokens as MarkedToken[];

function readBlock(token: MarkedToken, sizeOf: SizeOf): GuideBlock {
  switch (token.type) {
    case 'heading': {
      const text = known(token.tokens)
        .map((part) => (part.type === 'text' ? part.text : refuse(part)))
        .join('');
      return { kind: 'heading', level: token.depth, id: idOf(text), text };
    }
    case 'paragraph':
      return readPicture(token, sizeOf) ?? { kind: 'paragraph', content: readTexts(token.tokens) };
    case 'list':
      return { kind: 'list', ordered: token.ordered, items: token.items.map(readItem) };
    case 'table': {
      const readRow = (row: readonly Tokens.TableCell[]) => row.map((cell) => readTexts(cell.tokens));
      return { kind: 'table', head: readRow(token.header), rows: token.rows.map(readRow) };
    }
    default:
      return refuse(token);
  }
}

function readTexts(tokens: readonly Token[]): GuideText[] {
  return known(tokens).map((token): GuideText => {
    switch (token.type) {
      case 'text':
        return { kind: 'text', text: token.text.replaceAll('\n', ' ') };
      case 'codespan':
        return { kind: 'code', text: token.text };
      case 'strong':
        return { kind: 'strong', content: readTexts(token.tokens) };
      case 'em':
        return { kind: 'emphasis', content: readTexts(token.tokens) };
      case 'link':
        return readLink(token);
      default:
        return refuse(token);
    }
  });
}

function readItem({ loose, tokens: [only, ...more] }: Tokens.ListItem): GuideText[] {
  if (loose || only?.type !== 'text' || more.length > 0)
    throw new Error('a list of the guide has an item that is not one paragraph');
  return readTexts(only.tokens ?? []);
}

function readLink({ href: url, tokens }: Tokens.Link): GuideText {
  const content = readTexts(tokens);
  if (url.startsWith(appScheme)) return { kind: 'route', to: url.slice(appScheme.length), content };
  if (url.startsWith('https:')) return { kind: 'page', to: url, content };
  throw new Error(`the guide links to ${url}; allowed: ${appScheme}/... and https:`);
}

/** A paragraph that consists of one picture and nothing else. */
function readPicture({ tokens }: Tokens.Paragraph, sizeOf: SizeOf): GuideBlock | null {
  const [only, ...more] = known(tokens);
  if (only?.type !== 'image' || more.length > 0) return null;
  const [width, height] = sizeOf(only.href);
  return { kind: 'picture', source: only.href, text: only.text, width, height };
}

/** The way GitHub turns headings into anchors. */
function idOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function refuse({ type }: MarkedToken): never {
  throw new Error(`the guide has markdown that its page cannot show: ${type}`);
}
