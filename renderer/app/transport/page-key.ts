import { isPageKey, pageKeyEntry } from '#api';

/** The key that the link brought, or has stored for this origin; empty if there is none or the browser keeps no site data. */
export function readPageKey(): string {
  const { key: brought } = document.documentElement.dataset;
  if (isPageKey(brought)) return brought;
  try {
    const key = localStorage.getItem(pageKeyEntry);
    return isPageKey(key) ? key : '';
  } catch {
    return '';
  }
}

/**
 * Stores the key in a page opened by the link, and removes both from sight: the key from the page, the link from the address. If the
 * browser keeps no site data, redirects to the page that says so.
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
    // same as without cookies
  }
  location.replace(home);
}
