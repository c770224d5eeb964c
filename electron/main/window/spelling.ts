import { app, type Session } from 'electron';

/**
 * Checks the spelling of notes, or does not. Where the system has no checker of its own, Chromium fetches a dictionary for each
 * language from Google's servers once it is turned on, and never before.
 */
export function checkSpelling(session: Session, isWanted: boolean): void {
  session.setSpellCheckerEnabled(isWanted);
  if (!isWanted || process.platform === 'darwin') return; // the system's checker finds out the language by itself
  session.setSpellCheckerLanguages(
    spellingLanguages(app.getPreferredSystemLanguages(), session.availableSpellCheckerLanguages),
  );
}

/** Those of the user's languages that there are dictionaries for, in the user's order; American English where there is none. */
export function spellingLanguages(preferred: readonly string[], available: readonly string[]): string[] {
  const found = preferred.flatMap((language) => {
    const [base] = language.split('-');
    const match =
      available.find((other) => other.toLowerCase() === language.toLowerCase()) ??
      available.find((other) => other === base) ??
      available.find((other) => other.startsWith(`${base}-`));
    return match === undefined ? [] : [match];
  });
  return found.length > 0 ? [...new Set(found)] : ['en-US'];
}
