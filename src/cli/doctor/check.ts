/** What one check found. `warn` is something to know, `fail` something that must be mended. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  /** One line: what is, and if need be what to do. */
  readonly message: string;
}

export interface Check {
  readonly name: string;
  readonly run: () => Finding | Promise<Finding>;
}

export const ok = (message: string): Finding => ({ level: 'ok', message });
export const warn = (message: string): Finding => ({ level: 'warn', message });
export const fail = (message: string): Finding => ({ level: 'fail', message });

/** Runs the check; one that throws has failed with the error's message. */
export async function runCheck({ run }: Check): Promise<Finding> {
  try {
    return await run();
  } catch (thrown) {
    return fail((thrown instanceof Error ? thrown.message : String(thrown)).replaceAll('\n', ' '));
  }
}
