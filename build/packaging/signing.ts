import type { Configuration } from 'electron-builder';

export type Environment = Readonly<Record<string, string | undefined>>;

const entitlements = 'build/entitlements.mac.plist';

/** What electron-builder takes certificates and accounts from. Secrets: what packages a fake must not see them. */
export const signingVariables = [
  'CSC_LINK',
  'CSC_KEY_PASSWORD',
  'CSC_NAME',
  'WIN_CSC_LINK',
  'WIN_CSC_KEY_PASSWORD',
  'APPLE_ID',
  'APPLE_APP_SPECIFIC_PASSWORD',
  'APPLE_TEAM_ID',
  'APPLE_API_KEY',
  'APPLE_API_KEY_ID',
  'APPLE_API_ISSUER',
] as const;

/**
 * How an app for macOS is signed. Fuses are flipped right before (electron-builder's doPack), so that the signature holds for
 * what was flipped; Apple silicon starts nothing without one. With a certificate in CSC_LINK, or in the keychain under
 * CSC_NAME, it is the developer's, and notarized where Apple's account is given as well. Without, it is nobody's ("ad hoc"):
 * the app starts once its user allows it, and the hardened runtime, which would want one team for all libraries, is off.
 */
export function macSigning(env: Environment): NonNullable<Configuration['mac']> {
  const common = { entitlements, entitlementsInherit: entitlements };
  return isSignedForMac(env)
    ? { ...common, hardenedRuntime: true, notarize: true, forceCodeSigning: true }
    : { ...common, identity: '-', hardenedRuntime: false, notarize: false };
}

/** Whether an app for macOS is signed by its developer: Squirrel.Mac updates no other, so the app is told. */
export function isSignedForMac(env: Environment): boolean {
  return Boolean(env.CSC_LINK || env.CSC_NAME);
}

/**
 * How an app for Windows is signed: electron-builder takes the certificate from WIN_CSC_LINK or CSC_LINK by itself, and leaves
 * the app unsigned without. One that was given must work.
 */
export function windowsSigning(env: Environment): NonNullable<Configuration['win']> {
  return {
    signtoolOptions: { signingHashAlgorithms: ['sha256'] }, // SHA-1 beside it was for Windows 7
    forceCodeSigning: Boolean(env.WIN_CSC_LINK || env.CSC_LINK),
  };
}

/** Mends, in `env`, what would keep electron-builder from signing. */
export function prepareSigning(env: Record<string, string | undefined>): void {
  // A workflow hands over a secret that is not set as an empty word, which would be taken for the path of a certificate.
  for (const name of signingVariables) if (env[name] === '') Reflect.deleteProperty(env, name);
  // On a pull request nothing is signed, lest certificates leak. Without one there is none to leak.
  if (!env.CSC_LINK && !env.CSC_NAME) env.CSC_FOR_PULL_REQUEST = 'true';
}
