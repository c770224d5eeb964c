/** Names of all commands, apart from their schemas: a client needs no more. */
export const commandNames = [
  'getHostInfo',
  'getActivity',
  'listRuns',
  'getRun',
  'readSeries',
  'createRuns',
  'pauseRuns',
  'continueRuns',
  'stopRuns',
  'resumeRuns',
  'forkRun',
  'updateRun',
  'tagRuns',
  'trashRuns',
  'restoreRuns',
  'emptyTrash',
  'previewDataset',
  'prepareExport',
  'getPreferences',
  'setPreference',
  'setConcurrency',
] as const;

export type CommandName = (typeof commandNames)[number];
