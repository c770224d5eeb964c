/**
 * Detaches a promise: nothing awaits it, but a rejection is passed to `onDefect`. Without `onDefect` it stays unhandled, which ends the
 * process.
 */
export function report(promise: Promise<unknown>, onDefect?: (thrown: unknown) => void): void {
  if (onDefect) promise.catch(onDefect);
}
