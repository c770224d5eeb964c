import { AppError } from '#api';
import { shallowReactive } from 'vue';
import { formatSentence } from '#words';

export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly text: string;
  readonly undo?: () => Promise<void> | void;
  readonly action?: ToastAction;
}

/** What the user can do about a message; a failure of it is shown. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => Promise<void> | void;
  /** Whether the message stays afterwards. */
  readonly stays?: boolean;
}

/** Short messages over the page: what went wrong, or what was done and how to undo it. */
export const toasts = shallowReactive<Toast[]>([]);
const infoForMs = 8_000;
let nextId = 1;

function add(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  toasts.push({ ...toast, id });
  if (toasts.length > 4) toasts.shift();
  if (toast.kind === 'info') setTimeout(() => dismiss(id), infoForMs);
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id);
  if (index >= 0) toasts.splice(index, 1);
}

export const toast = {
  /** Stays until dismissed. The same error is shown once. */
  error(thrown: unknown, action?: ToastAction): void {
    const text = formatSentence(AppError.from(thrown).message);
    if (toasts.some((shown) => shown.kind === 'error' && shown.text === text)) return;
    add({ kind: 'error', text, ...(action ? { action } : {}) });
  },
  /** Goes away by itself; with `undo` it offers to undo the action, as does Ctrl+Z. */
  info(text: string, options: { undo?: () => Promise<void> | void } = {}): void {
    add({ kind: 'info', text, ...options });
  },
};

/** Undoes the latest action that can be undone. Returns false if there is none. */
export async function undoLatest(): Promise<boolean> {
  const latest = toasts.findLast((shown) => shown.undo);
  if (!latest) return false;
  await undo(latest);
  return true;
}

export async function undo({ id, undo: takeBack }: Toast): Promise<void> {
  dismiss(id);
  try {
    await takeBack?.();
  } catch (thrown) {
    toast.error(thrown);
  }
}

export async function act({ id, action }: Toast): Promise<void> {
  if (!action?.stays) dismiss(id);
  try {
    await action?.run();
  } catch (thrown) {
    toast.error(thrown);
  }
}

const nothingToUndo =
  'Nothing to undo: of what was done to runs, the last 20 changes can be undone, after a restart too. Trashed runs can be restored from the trash, and “Import runs” lists earlier imports, each of which can be undone.';

/** Says that there is nothing to undo. */
export function tellNothingToUndo(): void {
  if (!toasts.some(({ text }) => text === nothingToUndo)) toast.info(nothingToUndo);
}

const told = new Set<string>();

/** Says something about the interface the first time it matters. */
export function tellOnce(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  toast.info(text);
}
