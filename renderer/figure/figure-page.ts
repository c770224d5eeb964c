import { until } from '@vueuse/core';
import { inject, onBeforeUnmount, onMounted, provide, ref, type InjectionKey } from 'vue';
import { drawForPaper } from './chart-theme.ts';
import type { FigureTable } from './figure-table.ts';

/** A figure as it appears on paper. */
export interface DrawnFigure {
  readonly title: string;
  /** The text below it. */
  readonly note?: string | undefined;
  /** The plot with its legend; null for a figure shown as a table. */
  readonly picture: HTMLCanvasElement | null;
  readonly table?: FigureTable | undefined;
}

interface FigureOnPage {
  element(): HTMLElement | null;
  /** True while its data are still being read. */
  loading(): boolean;
  /** null if there is nothing to draw. */
  draw(): DrawnFigure | null;
}

export interface FigurePage {
  /** All figures shown on the page, in order, drawn for paper once their data are read: light whatever the theme. */
  draw(): Promise<DrawnFigure[]>;
}

type Shown = Pick<FigureOnPage, 'element' | 'draw'> & { readonly read: () => Promise<unknown> };
const pageKey: InjectionKey<Set<Shown>> = Symbol('figure page');

/** Collects the figures below the calling component, for as long as each is mounted. */
export function provideFigurePage(): FigurePage {
  const page = new Set<Shown>();
  provide(pageKey, page);
  return {
    async draw() {
      await Promise.all([...page].map(({ read }) => read()));
      const inOrder = [...page].sort((a, b) => {
        const [first, second] = [a.element(), b.element()];
        if (!first || !second) return 0;
        return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
      });
      return drawForPaper(() => inOrder.flatMap((figure) => figure.draw() ?? []));
    },
  };
}

/** Registers a figure with its page, if the page collects them. */
export function useFigureOnPage({ element, loading, draw }: FigureOnPage): void {
  const page = inject(pageKey, null);
  const gone = ref(false);
  const shown: Shown = { element, draw, read: () => until(() => gone.value || !loading()).toBe(true) };
  onMounted(() => page?.add(shown));
  onBeforeUnmount(() => {
    gone.value = true;
    page?.delete(shown);
  });
}
