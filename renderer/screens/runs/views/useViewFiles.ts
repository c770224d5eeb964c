import { readViewsFile, writeViewsFile, type RunView } from '#api';
import { useFileDialog } from '@vueuse/core';
import { saveBlob } from '#ui';
import { toast, useRunViews } from '#data';
import { formatPlural } from '#words';

/** Files of views: for a colleague, or another machine. */
export function useViewFiles() {
  const { add, remove } = useRunViews();
  const accept = '.json,application/json';
  const { open: choose, onChange } = useFileDialog({ accept, multiple: false, reset: true });

  function take(text: string): void {
    const { views, notice } = readViewsFile(text);
    if (views.length === 0) return toast.error(new Error(notice ?? 'The file holds no views.'));
    const ids = views.map((view) => add(view));
    const said = [`Imported ${formatPlural(views.length, 'view')}.`, ...(notice ? [notice] : [])].join(' ');
    toast.info(said, { undo: () => ids.forEach((id) => remove(id, true)) });
  }

  onChange(async (files) => {
    const file = files?.[0];
    if (file) take(await file.text());
  });

  return {
    choose: () => choose(),
    take,
    save: (views: readonly RunView[]) =>
      saveBlob(new Blob([writeViewsFile(views)], { type: 'application/json' }), 'views.json'),
  };
}
