/** The page that the window shows, and how to recognize it. */
export interface PageAddress {
  readonly url: string;
  /** The page that is shown until the history is open. */
  readonly startUrl: string;
  isOurs(url: string): boolean;
}

export const scheme = 'app';
const pageHost = 'ui';

/**
 * The built page at app://ui, or Vite's during development. Compares protocol and host, not origins: in Node, the origin of every
 * unregistered scheme is 'null'.
 */
export function pageAddress(developmentUrl?: string): PageAddress {
  const url = developmentUrl ?? `${scheme}://${pageHost}/index.html`;
  const own = new URL(url);
  return {
    url,
    startUrl: new URL('starting/index.html', own).href,
    isOurs(candidate) {
      const parsed = URL.parse(candidate);
      return parsed !== null && parsed.protocol === own.protocol && parsed.host === own.host;
    },
  };
}
