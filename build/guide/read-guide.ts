import { lexer, type Token, type Tokens } from 'marked';
import type { GuideBlock, GuideText } from '../../renderer/screens/guide/guide-page.ts';

/** How links of the guide name a screen of the app. */
const appScheme = 'lambdascope:';

/**
 * The guide as plain values, which a page shows without any HTML of its own. Throws for what the page has no look for, HTML among it.
 * `sizeOf` tells width and height of a picture, in pixels.
 */
export function readGuide(markdown: string, sizeOf: (file: string) => [number, number]): GuideBlock[] {
  return lexer(markdown).flatMap((token): GuideBlock[] => {
    const known = token as MarkdownBlock;
    switch (known.type) {
      case 'space':
        return [];
      case 'heading': {
        const text = plainText(known.tokens);
        return [{ kind: 'heading', level: known.depth, id: idOf(text), text }];
      }
      case 'paragraph':
        return [pictureOf(known, sizeOf) ?? { kind: 'paragraph', content: texts(known.tokens) }];
      case 'list':
        return [{ kind: 'list', ordered: known.ordered, items: known.items.map(itemTexts) }];
      case 'table': {
        const row = (cells: readonly Tokens.TableCell[]) => cells.map(({ tokens }) => texts(tokens));
        return [{ kind: 'table', head: row(known.header), rows: known.rows.map(row) }];
      }
      default:
        return unknown(token);
    }
  });
}

type MarkdownBlock = Tokens.Space | Tokens.Heading | Tokens.Paragraph | Tokens.List | Tokens.Table;
type MarkdownText =
  Tokens.Text | Tokens.Escape | Tokens.Codespan | Tokens.Strong | Tokens.Em | Tokens.Link | Tokens.Image;

function texts(tokens: readonly Token[]): GuideText[] {
  return tokens.map((token): GuideText => {
    const known = token as MarkdownText;
    switch (known.type) {
      case 'text':
      case 'escape':
        return { kind: 'text', text: known.text };
      case 'codespan':
        return { kind: 'code', text: known.text };
      case 'strong':
        return { kind: 'strong', content: texts(known.tokens) };
      case 'em':
        return { kind: 'emphasis', content: texts(known.tokens) };
      case 'link':
        return linkTo(known.href, texts(known.tokens));
      default:
        return unknown(token);
    }
  });
}

function itemTexts({ tokens }: Tokens.ListItem): GuideText[] {
  const [only, ...more] = tokens.filter(({ type }) => type !== 'space');
  if (only === undefined || more.length > 0)
    throw new Error('a list of the guide has an item of several paragraphs');
  return texts((only as Tokens.Text).tokens ?? []);
}

function linkTo(href: string, content: GuideText[]): GuideText {
  if (href.startsWith(appScheme)) return { kind: 'route', to: href.slice(appScheme.length), content };
  if (href.startsWith('https:')) return { kind: 'page', to: href, content };
  throw new Error(`the guide links to ${href}; allowed: ${appScheme}/... and https:`);
}

/** A paragraph that is one picture and nothing else. */
function pictureOf(
  { tokens }: Tokens.Paragraph,
  sizeOf: (file: string) => [number, number],
): GuideBlock | null {
  const [only, ...more] = tokens;
  if (only?.type !== 'image' || more.length > 0) return null;
  const { href, text } = only as Tokens.Image;
  const [width, height] = sizeOf(href);
  return { kind: 'picture', source: href, text, width, height };
}

function plainText(tokens: readonly Token[]): string {
  return texts(tokens)
    .map((part) => ('text' in part ? part.text : unknown({ type: part.kind })))
    .join('');
}

/** As GitHub makes anchors of headings. */
function idOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function unknown({ type }: Pick<Token, 'type'>): never {
  throw new Error(`the guide has markdown that its page cannot show: ${type}`);
}
