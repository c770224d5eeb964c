import type { AboutPanelOptionsOptions } from 'electron';

export interface AboutFacts {
  readonly system: NodeJS.Platform;
  readonly version: string;
  readonly versions: Readonly<Record<'electron' | 'chrome' | 'node', string | undefined>>;
  readonly author: string;
  readonly homepage: string;
}

/**
 * The contents of the About panel. Each system shows different fields; on Linux, only the version field has room for what the app is built
 * on.
 */
export function aboutPanel({
  system,
  version,
  versions,
  author,
  homepage,
}: AboutFacts): AboutPanelOptionsOptions {
  const builtOn = `Electron ${versions.electron}, Chromium ${versions.chrome}, Node ${versions.node}`;
  return {
    applicationName: 'Lambdascope',
    applicationVersion: system === 'linux' ? `${version} (${builtOn})` : version,
    copyright: `© 2026 ${author}. MIT licence.`,
    credits: `${builtOn}\n${homepage}`,
    website: homepage,
  };
}
