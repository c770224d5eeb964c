/** How the user answers what the app asks. Without a test, everything is cancelled at once. */
export interface Answers {
  /** Message boxes: cancelled, agreed to (the other one of two buttons, or the default), answered by a button's label, or left open. */
  readonly messageBox: 'cancel' | 'agree' | 'wait' | { readonly button: string; readonly checkbox?: boolean };
  /** Where the next save dialog saves; null cancels. */
  readonly savePath: string | null;
  /** Whether the user agrees to overwrite an existing file, if the dialog asks. */
  readonly overwrites: boolean;
  /** What the next open dialog opens; empty cancels. */
  readonly openPaths: readonly string[];
}

/** Faults that a real Electron shows occasionally, and the stand-in only on request. */
export interface Hardness {
  /** A page never becomes ready to show, like one whose renderer hangs. */
  readonly neverReadyToShow: boolean;
  /** A child's exit is reported before its last messages and before the end of its stderr. */
  readonly exitBeforeLastWords: boolean;
  /** The app counts as packaged, with its resources next to its folder. Set at start. */
  readonly isPackaged: boolean;
  /** Whether the system has a store of secrets, like a desktop with a keyring. Set at start. */
  readonly hasSecretStore: boolean;
  /** Whether the system says that it is on battery at start. */
  readonly onBattery: boolean;
}

/** What the system does at the end of the user's session. */
export type SessionEnd =
  | { readonly system: 'windows'; readonly reason: 'shutdown' | 'close-app' | 'critical' | 'logoff' }
  | { readonly system: 'linux' };

/** The environment variable for the hardness at start, as JSON. */
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
