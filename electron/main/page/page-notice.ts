/** A message for the page to show once, when it is back. */
export interface PageNotice {
  leave(text: string): void;
  /** Null if there is no message, or it was already taken. */
  take(): string | null;
}

export function createPageNotice(): PageNotice {
  let notice: string | null = null;
  return {
    leave: (text) => void (notice = text),
    take() {
      const taken = notice;
      notice = null;
      return taken;
    },
  };
}
