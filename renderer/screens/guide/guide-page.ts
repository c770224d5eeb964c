/** Text of the guide within a line. */
export type GuideText =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly content: readonly GuideText[] }
  /** `route` opens a screen of the app, `page` a page of the web. */
  | { readonly kind: 'route' | 'page'; readonly to: string; readonly content: readonly GuideText[] };

/** A part of the guide, as the build makes it of docs/guide.md. */
export type GuideBlock =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly id: string;
      readonly text: string;
    }
  | { readonly kind: 'paragraph'; readonly content: readonly GuideText[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly GuideText[])[] }
  /** `source` is its address, `text` what it shows; sizes in pixels. */
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
