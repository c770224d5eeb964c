/** How the user answers what the app asks. Without a test, everything is cancelled at once. */
export interface Answers {
  /** Message boxes: cancelled, agreed to (the other one of two buttons, or the default), a button by its label, or left open. */
  readonly messageBox: 'cancel' | 'agree' | 'wait' | { readonly button: string; readonly checkbox?: boolean };
  /** Where the next save dialog saves; null cancels. */
  readonly savePath: string | null;
  /** Whether the user agrees to overwrite a file that is there, when the dialog asks. */
  readonly overwrites: boolean;
  /** What the next open dialog opens; empty cancels. */
  readonly openPaths: readonly string[];
}

/** Faults that a real Electron shows now and then, and the stand-in only when asked. */
export interface Hardness {
  /** A page never gets ready to show, as one whose renderer hangs. */
  readonly neverReadyToShow: boolean;
  /** A child's exit is told before its last messages and before the last of its stderr. */
  readonly exitBeforeLastWords: boolean;
  /** The app is to be taken for a packaged one, whose resources lie beside its folder. From the start. */
  readonly isPackaged: boolean;
  /** Whether the system has a store of secrets, as a desktop with a keyring. From the start. */
  readonly hasSecretStore: boolean;
  /** What the system's speech about battery is at the start. */
  readonly onBattery: boolean;
}

/** What the system does at the end of the user's session. */
export type SessionEnd =
  | { readonly system: 'windows'; readonly reason: 'shutdown' | 'close-app' | 'critical' | 'logoff' }
  | { readonly system: 'linux' };

/** Hardness at the start is given in this variable, as JSON. */
export const hardnessVariable = 'ELECTRON_STAND_IN_HARDNESS';

const hardnessNow: { -readonly [Key in keyof Hardness]: Hardness[Key] } = {
  neverReadyToShow: false,
  exitBeforeLastWords: false,
  isPackaged: false,
  hasSecretStore: false,
  onBattery: false,
  ...(JSON.parse(process.env[hardnessVariable] ?? '{}') as Partial<Hardness>),
};

export const hardness: Readonly<Hardness> = hardnessNow;

export function harden(changed: Partial<Hardness>): void {
  Object.assign(hardnessNow, changed);
}
