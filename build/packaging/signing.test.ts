import { describe, expect, test } from 'vitest';
import { builderConfig } from './builder-config.ts';
import { prepareSigning } from './signing.ts';

const unsigned = { hardenedRuntime: false, notarize: false, identity: '-' };
const signed = { hardenedRuntime: true, notarize: true, forceCodeSigning: true };

describe('macOS', () => {
  test.each([
    ['ad hoc without a certificate', {}, unsigned],
    ['ad hoc with an account alone', { APPLE_ID: 'a@b.c' }, unsigned],
    ['ad hoc where a secret is not set', { CSC_LINK: '', CSC_NAME: '' }, unsigned],
    ['ad hoc with a certificate for Windows', { WIN_CSC_LINK: 'cert.p12' }, unsigned],
    ["as the developer's with a certificate", { CSC_LINK: 'cert.p12' }, signed],
    ["as the developer's with one of the keychain", { CSC_NAME: 'Somebody' }, signed],
  ])('is signed %s', (_, env, expected) => {
    const { mac, extraMetadata } = builderConfig(env);
    const { hardenedRuntime, notarize, identity, forceCodeSigning } = mac!;
    expect(extraMetadata).toEqual({ isSignedForMac: expected === signed });
    expect({ hardenedRuntime, notarize, identity, forceCodeSigning }).toEqual({
      identity: undefined,
      forceCodeSigning: undefined,
      ...expected,
    });
  });

  test('allows the app and its helpers to use JIT, and nothing else', () => {
    const { entitlements, entitlementsInherit } = builderConfig({}).mac!;
    expect([entitlements, entitlementsInherit]).toEqual(Array(2).fill('build/entitlements.mac.plist'));
  });
});

describe('Windows', () => {
  test.each([
    ['may stay unsigned without a certificate', {}, false],
    ['may stay unsigned where a secret is not set', { CSC_LINK: '', WIN_CSC_LINK: '' }, false],
    ['must be signed with its certificate', { WIN_CSC_LINK: 'cert.p12' }, true],
    ['must be signed with the common one', { CSC_LINK: 'cert.p12' }, true],
  ])('%s', (_, env, expected) => {
    expect(builderConfig(env).win!.forceCodeSigning).toBe(expected);
  });
});

describe('the environment', () => {
  test('loses secrets that are not set, and signs ad hoc even on pull requests', () => {
    const env = { CSC_LINK: '', APPLE_ID: '', HOME: '' };
    prepareSigning(env);
    expect(env).toEqual({ HOME: '', CSC_FOR_PULL_REQUEST: 'true' });
  });

  test('keeps a certificate, which pull requests do not get', () => {
    const env = { CSC_LINK: 'cert.p12', CSC_KEY_PASSWORD: 'secret' };
    prepareSigning(env);
    expect(env).toEqual({ CSC_LINK: 'cert.p12', CSC_KEY_PASSWORD: 'secret' });
  });
});
