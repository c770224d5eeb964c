import { shallowReactive } from 'vue';

/** Asked before something that cannot be undone. `action` says what the button will do. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

/** The latest question; it keeps its words while its dialog closes. */
export const confirmation = shallowReactive<{
  isOpen: boolean;
  asked: { readonly question: Question; readonly act: () => unknown } | null;
}>({ isOpen: false, asked: null });

/** Asks in a dialog over the page, and calls `act` if the answer is yes. */
export function confirmFirst(question: Question, act: () => unknown): void {
  confirmation.asked = { question, act };
  confirmation.isOpen = true;
}
