import { createInterface } from 'node:readline';
import { startCli, type Subject } from './processes.ts';

/** The error that a host answered with, or the fact that it gave no answer. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A `serve` process, driven the way a program would. */
export interface ServedHost {
  readonly subject: Subject;
  /** Rejects with a Refusal: the host's own, or one with the code `noAnswer` if it went away. */
  call<Output>(command: string, input?: unknown): Promise<Output>;
}

/** Resolves when it is ready, or to null if it ended before. `began` is called at once. */
export async function startServe(
  dataDir: string,
  began: (subject: Subject) => void = () => undefined,
  env: NodeJS.ProcessEnv = {},
): Promise<ServedHost | null> {
  const subject = startCli('serve', ['serve', '--port', '0', '--data-dir', dataDir], { env });
  began(subject);
  const line = await new Promise<string | null>((resolve) => {
    createInterface({ input: subject.child.stdout! }).once('line', resolve);
    void subject.exited.then(() => resolve(null));
  });
  if (line === null) return null;
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  const { origin } = new URL(url);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    subject,
    async call<Output>(command: string, input: unknown = {}): Promise<Output> {
      let answer: Response;
      let text: string;
      try {
        const body = JSON.stringify(input);
        answer = await fetch(`${origin}/api/${command}`, { method: 'POST', headers, body });
        text = await answer.text();
      } catch (thrown) {
        throw new Refusal('noAnswer', String(thrown));
      }
      if (answer.ok) return JSON.parse(text) as Output;
      const { error } = JSON.parse(text) as { error: { code: string; message: string } };
      throw new Refusal(error.code, error.message);
    },
  };
}
