import { h, type FunctionalComponent, type VNodeArrayChildren } from 'vue';
import { RouterLink } from 'vue-router';
import type { GuideText } from './guide-page.ts';

/** Text of the guide, including its links to screens of the app. */
export const GuideTexts: FunctionalComponent<{ content: readonly GuideText[] }> = ({ content }) =>
  nodes(content);
GuideTexts.props = ['content'];

function nodes(content: readonly GuideText[]): VNodeArrayChildren {
  return content.map((part) => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'code':
        return h('code', part.text);
      case 'strong':
        return h('strong', nodes(part.content));
      case 'emphasis':
        return h('em', nodes(part.content));
      case 'route':
        return h(RouterLink, { to: part.to }, () => nodes(part.content));
      case 'page':
        return h('a', { href: part.to, target: '_blank', rel: 'noreferrer' }, nodes(part.content));
    }
  });
}
