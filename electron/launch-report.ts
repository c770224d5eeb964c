/** The environment variable naming the file in which a launcher waits for one of the words below. */
export const launchReportVariable = 'LAMBDASCOPE_LAUNCH_REPORT';

/** The result of starting the desktop: its window opened, an already open one was brought to the front, or an error was shown. */
export const launchReports = ['window', 'handedOver', 'told'] as const;
export type LaunchReport = (typeof launchReports)[number];
