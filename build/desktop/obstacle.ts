/** What the launcher looks at before it tries the desktop. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** Version of the GNU C library; null where there is another one, or none. */
  readonly glibc: string | null;
  /** The platforms that Electron's release has files for, as `linux-x64`. */
  readonly builds: readonly string[];
}

/** The oldest GNU C library that Electron's binary starts with. */
const oldestGlibc = [2, 34] as const;

/** Why Electron cannot open a window on this machine; null where nothing speaks against it. */
export function obstacleOf(machine: Machine): string | null {
  const { platform, arch, builds } = machine;
  if (!builds.includes(`${platform}-${arch}`)) return `Electron has no build for ${platform} on ${arch}`;
  return platform === 'linux' ? obstacleOnLinux(machine) : null;
}

function obstacleOnLinux({ env, isRoot, glibc }: Machine): string | null {
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  if (isRoot) return 'Electron does not run as root';
  const wanted = oldestGlibc.join('.');
  if (glibc === null)
    return `Electron needs the GNU C library ${wanted} or later, and this system has another`;
  return isOlder(glibc) ? `Electron needs the GNU C library ${wanted} or later; this is ${glibc}` : null;
}

function isOlder(glibc: string): boolean {
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  return major < oldestGlibc[0] || (major === oldestGlibc[0] && minor < oldestGlibc[1]);
}

/** This machine. `builds` are those of the installed Electron package. */
export function thisMachine(builds: readonly string[]): Machine {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    glibc: header.glibcVersionRuntime ?? null,
    builds,
  };
}
