import type { Configuration } from 'electron-builder';

export type Environment = Readonly<Record<string, string | undefined>>;

const entitlements = 'build/entitlements.mac.plist';

/** Where electron-builder gets certificates and accounts from. They are secrets: whatever packages a fake must not see them. */
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
 * How an app for macOS is signed. Fuses are flipped right before (electron-builder's doPack), so that the signature covers what was
 * flipped; Apple silicon starts nothing unsigned. With a certificate in CSC_LINK, or in the keychain under CSC_NAME, the signature is the
 * developer's, and the app is notarized if Apple's account is given as well. Otherwise the signature is "ad hoc": the app starts once its
 * user allows it, and the hardened runtime, which would require the same team for all libraries, is off.
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
 * How an app for Windows is signed: electron-builder takes the certificate from WIN_CSC_LINK or CSC_LINK by itself, and without one leaves
 * the app unsigned. If one is given, it must work.
 */
export function windowsSigning(env: Environment): NonNullable<Configuration['win']> {
  return {
    signtoolOptions: { signingHashAlgorithms: ['sha256'] }, // SHA-1 in addition was for Windows 7
    forceCodeSigning: Boolean(env.WIN_CSC_LINK || env.CSC_LINK),
  };
}

/** Corrects what would prevent electron-builder from signing. Mutates `env`. */
export function prepareSigning(env: Record<string, string | undefined>): void {
  // A workflow passes an unset secret as an empty string, which would be taken for the path of a certificate.
  for (const name of signingVariables) if (env[name] === '') Reflect.deleteProperty(env, name);
  // Nothing is signed on a pull request, lest certificates leak. Without a certificate there is none to leak.
  if (!env.CSC_LINK && !env.CSC_NAME) env.CSC_FOR_PULL_REQUEST = 'true';
}
