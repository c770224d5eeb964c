/** What the launcher checks before it tries the desktop. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** Whether the C library is GNU's, against which Electron's Linux binary is linked. */
  readonly hasGlibc: boolean;
  /** The platforms for which Electron's release has files, e.g. `linux-x64`. */
  readonly builds: readonly string[];
}

/** Why Electron cannot open a window on this machine; null if nothing prevents it. */
export function obstacleOf(machine: Machine): string | null {
  const { platform, arch, builds } = machine;
  if (!builds.includes(`${platform}-${arch}`)) return `Electron has no build for ${platform} on ${arch}`;
  return platform === 'linux' ? obstacleOnLinux(machine) : null;
}

function obstacleOnLinux({ env, isRoot, hasGlibc }: Machine): string | null {
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  if (isRoot) return 'Electron does not run as root';
  return hasGlibc ? null : 'Electron needs the GNU C library, but this system has a different one';
}

/** This machine. `builds` are those of the installed Electron package. */
export function thisMachine(builds: readonly string[]): Machine {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    hasGlibc: header.glibcVersionRuntime !== undefined,
    builds,
  };
}
