/** What the build makes of the guide, see build/guide. */
declare module '*/docs/guide.md' {
  import type { GuideBlock } from './guide-page.ts';
  export const guide: readonly GuideBlock[];
}
