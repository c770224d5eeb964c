import type { CDPSession } from '@playwright/test';
import type * as Electron from 'electron';

type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];

let check: CheckHandler = null;
let request: RequestHandler = null;

const defaultSession = {
  setPermissionCheckHandler: (handler) => void (check = handler),
  setPermissionRequestHandler: (handler) => void (request = handler),
  setDevicePermissionHandler: () => undefined, // device choosers never open in headless Chromium
} satisfies Pick<
  Electron.Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
>;

export const session = { defaultSession } satisfies {
  defaultSession: Partial<(typeof Electron.session)['defaultSession']>;
};

/** Permissions as Electron and as the DevTools protocol name them. */
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
  let isRequestGranted = request === null; // Electron grants what nobody forbids
  request?.(null as never, permission as never, (granted) => (isRequestGranted = granted), {
    isMainFrame: true,
    requestingUrl: url,
  } as never);
  const isCheckPassed = check?.(null as never, permission as never, url, {} as never) ?? true;
  return isRequestGranted && isCheckPassed;
}
