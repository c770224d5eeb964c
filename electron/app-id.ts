/**
 * The id by which operating systems know the app: macOS stores its settings and permissions under it, and Windows uses it to group windows
 * and show notifications; there it must match the id that the installer gave the shortcuts. It never changes.
 */
export const appId = 'io.github.lambdascope';
