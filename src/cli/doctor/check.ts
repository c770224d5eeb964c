/** The result of one check. `warn` is worth knowing, `fail` must be fixed. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  /** One line: the state and, if necessary, what to do. */
  readonly message: string;
}

export interface Check {
  readonly name: string;
  readonly run: () => Finding | Promise<Finding>;
}

export const ok = (message: string): Finding => ({ level: 'ok', message });
export const warn = (message: string): Finding => ({ level: 'warn', message });
export const fail = (message: string): Finding => ({ level: 'fail', message });

/** Runs the check; if it throws, it has failed with the error's message. */
export async function runCheck({ run }: Check): Promise<Finding> {
  try {
    return await run();
  } catch (thrown) {
    return fail((thrown instanceof Error ? thrown.message : String(thrown)).replaceAll('\n', ' '));
  }
}
