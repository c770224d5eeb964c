import { EventEmitter } from 'node:events';
import type { CDPSession } from '@playwright/test';
import type * as Electron from 'electron';
import type { Fits } from './surface.ts';

type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];

/** Some of those that come with Chromium, in its spelling. */
const dictionaries = ['de', 'de-DE', 'en-AU', 'en-CA', 'en-GB', 'en-GB-oxendict', 'en-US', 'es', 'fr', 'it'];

class StandInSession extends EventEmitter {
  readonly availableSpellCheckerLanguages = [...dictionaries];
  spellCheckerEnabled = true;
  check: CheckHandler = null;
  request: RequestHandler = null;

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.check = handler;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler;
  }

  setDevicePermissionHandler(): void {} // device choosers never open in headless Chromium

  /** The wording is Electron's (shell/browser/api/electron_api_session.cc, v45). */
  setSpellCheckerLanguages(languages: string[]): void {
    const unknown = languages.find((language) => !dictionaries.includes(language));
    if (unknown !== undefined)
      throw new Error(`Invalid language code provided: "${unknown}" is not a valid language code`);
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spellCheckerEnabled = enable;
  }

  addWordToSpellCheckerDictionary(): boolean {
    return true;
  }
}

export const defaultSession = new StandInSession();
const partitions = new Map<string, StandInSession>();

export const session = {
  defaultSession,
  fromPartition(name: string): StandInSession {
    if (name === '') return defaultSession;
    const known = partitions.get(name) ?? new StandInSession();
    partitions.set(name, known);
    return known;
  },
};

/** Permissions as named by Electron and by the DevTools protocol. */
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['persistent-storage', 'persistent-storage'],
] as const;

/** Asks the app's handlers about every permission, and has Chromium answer `origin` accordingly. */
export async function applyPermissions(cdp: CDPSession, pageUrl: string, origin: string): Promise<void> {
  for (const [permission, name] of permissions) {
    const isGranted = isAllowed(permission, pageUrl);
    const setting = isGranted ? 'granted' : 'denied';
    await cdp.send('Browser.setPermission', { permission: { name }, setting, origin });
  }
}

function isAllowed(permission: string, url: string): boolean {
  const { check, request } = defaultSession;
  let isRequestGranted = request === null; // Electron grants what nobody denies
  request?.(null as never, permission as never, (granted) => (isRequestGranted = granted), {
    isMainFrame: true,
    requestingUrl: url,
  } as never);
  const isCheckPassed = check?.(null as never, permission as never, url, {} as never) ?? true;
  return isRequestGranted && isCheckPassed;
}

export type SessionSurface = Fits<StandInSession, Electron.Session>;
