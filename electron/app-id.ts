/**
 * What systems know the app by: macOS keeps its settings and permissions by it, Windows groups its windows and shows its
 * notifications by it, where it must be the one that the installer gave to the shortcuts. It never changes.
 */
export const appId = 'io.github.lambdascope';
