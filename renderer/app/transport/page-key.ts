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
