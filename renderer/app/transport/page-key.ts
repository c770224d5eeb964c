import { isPageKey, pageKeyEntry } from '#api';

/** The key that the link left with this origin; empty where there is none, or where the browser keeps no site data. */
export function readPageKey(): string {
  try {
    const key = localStorage.getItem(pageKeyEntry);
    return isPageKey(key) ? key : '';
  } catch {
    return '';
  }
}

/**
 * Keeps the key that a page brings which the link opened, and takes both from sight: the key from the page, the link from the address.
 * Where the browser keeps no site data, it is sent to the page that says so.
 */
export function takePageKey(): void {
  const { dataset } = document.documentElement;
  const { key } = dataset;
  if (!isPageKey(key)) return;
  delete dataset['key'];
  const home = `/${location.hash}`;
  try {
    localStorage.setItem(pageKeyEntry, key);
    if (navigator.cookieEnabled) return history.replaceState(null, '', home);
  } catch {
    // as without cookies
  }
  location.replace(home);
}
