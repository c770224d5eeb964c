/**
 * Lets a promise go on by itself: nobody waits for it, yet what it rejects with is heard. Without `onDefect` it stays
 * unhandled, which ends the process as any defect does.
 */
export function report(promise: Promise<unknown>, onDefect?: (thrown: unknown) => void): void {
  if (onDefect) promise.catch(onDefect);
}
