import type { App, Session, WebContents } from 'electron';

/** What a page may ask of the system. Everything else (camera, location, notifications...) is refused. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write']; // the Copy buttons

/** Refuses every permission and device, except what our own page needs. */
export function lockSession(session: Session, isOurs: (url: string) => boolean): void {
  const isAllowed = (permission: string, url: string): boolean =>
    allowedPermissions.includes(permission) && isOurs(url);
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(isAllowed(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every window on our page: no navigation away, no new windows, no webviews. */
export function lockNavigation(
  app: App,
  openOutside: (url: string) => void,
  isOurs: (url: string) => boolean,
  isAllowedOutside: (url: string) => boolean,
): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedOutside(url)) openOutside(url);
      return { action: 'deny' };
    });
  });
}

/** Whether a link may open in the user's browser: only https pages of the project may. */
export function isProjectLink(url: string, homepage: string): boolean {
  const [link, home] = [URL.parse(url), new URL(homepage)];
  if (link === null || link.protocol !== 'https:' || link.origin !== home.origin) return false;
  return link.pathname === home.pathname || link.pathname.startsWith(`${home.pathname}/`);
}
