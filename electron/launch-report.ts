/** The environment variable that names the file in which a launcher waits for one of the words below. */
export const launchReportVariable = 'LAMBDASCOPE_LAUNCH_REPORT';

/** How a start of the desktop went: its window is open, an open one was brought to the front, or somebody was told why not. */
export const launchReports = ['window', 'handedOver', 'told'] as const;
export type LaunchReport = (typeof launchReports)[number];
