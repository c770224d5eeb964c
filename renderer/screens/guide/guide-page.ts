/** Inline text of the guide. */
export type GuideText =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly content: readonly GuideText[] }
  /** `route` opens a screen of the app, `page` a web page. */
  | { readonly kind: 'route' | 'page'; readonly to: string; readonly content: readonly GuideText[] };

/** A block of the guide, as the build produces it from docs/guide.md. */
export type GuideBlock =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly id: string;
      readonly text: string;
    }
  | { readonly kind: 'paragraph'; readonly content: readonly GuideText[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly GuideText[])[] }
  /** `source` is its address, `text` describes it; sizes are in pixels. */
  | {
      readonly kind: 'picture';
      readonly source: string;
      readonly text: string;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly GuideText[])[];
      readonly rows: readonly (readonly (readonly GuideText[])[])[];
    };
