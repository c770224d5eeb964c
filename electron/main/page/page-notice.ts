/** What the page is to say, once, when it is there again. */
export interface PageNotice {
  leave(text: string): void;
  /** Null if there is nothing to say, or it was said. */
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
