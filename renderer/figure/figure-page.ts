import { until } from '@vueuse/core';
import { inject, onBeforeUnmount, onMounted, provide, ref, type InjectionKey } from 'vue';
import { drawForPaper } from './chart-theme.ts';
import type { FigureTable } from './figure-table.ts';

/** A figure as it stands on paper. */
export interface DrawnFigure {
  readonly title: string;
  /** What it says. */
  readonly note?: string | undefined;
  /** The plot with its legend; null for a figure that is shown as a table. */
  readonly picture: HTMLCanvasElement | null;
  readonly table?: FigureTable | undefined;
}

interface FigureOnPage {
  element(): HTMLElement | null;
  /** True while what it draws is still being read. */
  loading(): boolean;
  /** null while there is nothing to draw. */
  draw(): DrawnFigure | null;
}

export interface FigurePage {
  /** Every figure shown on the page, in its order, drawn for paper once it is read: light whatever the theme. */
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

/** Puts a figure on its page, where the page collects them. */
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
