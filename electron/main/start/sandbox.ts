/**
 * The warning for a start whose arguments disable Chromium's sandbox; null for one with it. Such a start must not request the sandbox:
 * Electron then drops the switch that keeps Chromium from looking for it, and Chromium aborts.
 */
export function sandboxWarning(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (!args.includes('--no-sandbox')) return null;
  const isAppImage = Boolean(env.APPIMAGE);
  return (
    "Chromium's sandbox is off (--no-sandbox)" +
    (isAppImage
      ? '. An AppImage starts so where the system refuses the sandbox to programs that are not installed; the deb has it'
      : '')
  );
}
