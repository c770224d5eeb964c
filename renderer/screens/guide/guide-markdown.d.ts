/** What the build produces from the guide, see build/guide. */
declare module '*/docs/guide.md' {
  import type { GuideBlock } from './guide-page.ts';
  export const guide: readonly GuideBlock[];
}
