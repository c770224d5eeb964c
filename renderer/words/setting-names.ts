/** Settings by their labels, with other words that people search for. */
export const settingNames: readonly { readonly label: string; readonly words: string }[] = [
  { label: 'Theme', words: 'dark light colours appearance' },
  { label: 'Text size', words: 'larger smaller zoom appearance' },
  { label: 'Runs at the same time', words: 'concurrency parallel cores training' },
  { label: 'Threads of a run', words: 'cores cpu training' },
  { label: 'Queue', words: 'workers redis machines' },
  { label: 'Folder', words: 'data location move history' },
  { label: 'Database size', words: 'compact disk space' },
  { label: 'Log', words: 'file errors' },
  { label: 'Diagnostics', words: 'version support report' },
];
