import type { CommandInput, RunSummary } from '#api';
import { Braces, FileArchive, FileCode, FileSpreadsheet, Link } from '@lucide/vue';
import { computed, type ComputedRef } from 'vue';
import { useCopyLink, useExport, useRunFile } from '#data';
import type { MenuEntry } from '#ui';

type Framework = Extract<CommandInput<'prepareRunFile'>, { kind: 'script' }>['framework'];

/** What can be saved from a run as a file. The script for a run on a table includes the samples that it reads. */
export function useRunExports(run: () => RunSummary): ComputedRef<MenuEntry[]> {
  const exportRuns = useExport();
  const saveRunFile = useRunFile();
  const copyLink = useCopyLink();

  function saveScript(framework: Framework): void {
    const { id, config } = run();
    const samples = config.dataset.kind === 'table' ? [{ kind: 'samples', id } as const] : [];
    void saveRunFile({ kind: 'script', id, framework }, ...samples);
  }

  return computed(() => {
    const { id, origin } = run();
    const epochs: MenuEntry = {
      label: 'Every epoch as CSV',
      icon: FileSpreadsheet,
      onSelect: () => void exportRuns({ table: 'epochs', ids: [id] }),
    };
    // A run trained by another program has no config of ours.
    const link: MenuEntry = { label: 'Copy link', icon: Link, onSelect: () => void copyLink() };
    if (origin !== null && origin !== 'csv') return [link, epochs];
    return [
      link,
      epochs,
      'separator',
      { label: 'Python script, NumPy', icon: FileCode, onSelect: () => saveScript('numpy') },
      { label: 'Python script, PyTorch', icon: FileCode, onSelect: () => saveScript('torch') },
      { label: 'Config as JSON', icon: Braces, onSelect: () => void saveRunFile({ kind: 'config', id }) },
      {
        label: 'Latest parameters as .npz',
        icon: FileArchive,
        disabled: origin !== null,
        onSelect: () => void saveRunFile({ kind: 'parameters', id }),
      },
    ];
  });
}
