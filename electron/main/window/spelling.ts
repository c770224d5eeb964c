import { app, type Session } from 'electron';

/**
 * Turns spell checking of notes on or off. Where the system has no checker of its own, Chromium downloads a dictionary for each language
 * from Google's servers once it is turned on, and never before.
 */
export function checkSpelling(session: Session, isWanted: boolean): void {
  session.setSpellCheckerEnabled(isWanted);
  if (!isWanted || process.platform === 'darwin') return; // the system's checker detects the language by itself
  session.setSpellCheckerLanguages(
    spellingLanguages(app.getPreferredSystemLanguages(), session.availableSpellCheckerLanguages),
  );
}

/** The user's languages for which there are dictionaries, in the user's order; American English if there are none. */
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
