/** Node's own exit, kept before `process.exit` becomes the app's. */
export const exitNode = process.exit.bind(process);

/** Ends the process in this very tick: no handler runs, nothing is written. */
export function endAtOnce(code: number): never {
  return (process as unknown as { reallyExit(code: number): never }).reallyExit(code);
}
