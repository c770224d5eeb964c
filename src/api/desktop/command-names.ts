/** Names of the commands that the desktop alone knows, apart from their schemas: a client needs no more. */
export const desktopCommandNames = [
  'getStart',
  'actOnStart',
  'takePageNotice',
  'getDesktopSettings',
  'changeDesktopSettings',
  'offerScreen',
  'copyDiagnostics',
  'getStartSettings',
  'restart',
  'getDataFolder',
  'chooseDataFolder',
  'moveDataFolder',
  'useDataFolder',
  'deleteOldCopy',
  'trainOnBattery',
  'takeOfferedTables',
  'noteRecentFile',
  'getUpdateStatus',
  'checkForUpdate',
  'downloadUpdate',
  'dismissUpdate',
  'installUpdate',
  'openReleases',
] as const;

export type DesktopCommandName = (typeof desktopCommandNames)[number];
