/** The complete set of IPC channels, shared by the main process and the preload. */
export const channels = {
  /** invoke(command, input) -> Answer */
  request: 'lambdascope:request',
  /** invoke(ticket, fileName) -> Answer whose value says whether a file was written */
  saveExport: 'lambdascope:save-export',
  /** main -> page: an AppEvent */
  event: 'lambdascope:event',
} as const;
