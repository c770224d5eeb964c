import { expect } from 'vitest';
import { type Running, start } from './cli-fixture.ts';

/** A worker with one slot, once it is ready. */
export async function work(name: string, address: string): Promise<Running> {
  const worker = start(['worker', '--slots', '1', '--name', name], null, { LAMBDASCOPE_QUEUE: address });
  await worker.until((stdout) => stdout.includes('\n'));
  return worker;
}

/** A server on a folder, once it is ready, and its commands by name. */
export async function serve(dataDir: string, address: string) {
  const served = start(['serve', '--port', '0', '--data-dir', dataDir], null, { LAMBDASCOPE_QUEUE: address });
  const line = await served.until((stdout) => stdout.includes('\n'));
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    ...served,
    async call<Output>(command: string, input: object): Promise<Output> {
      const body = JSON.stringify(input);
      const answer = await fetch(`${new URL(url).origin}/api/${command}`, { method: 'POST', headers, body });
      const output: unknown = await answer.json();
      if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(output)}`);
      return output as Output;
    },
  };
}

/** Polls `look` until it returns something. */
export async function eventually<Value>(look: () => Promise<Value | null>): Promise<Value> {
  let found: Value | null = null;
  await expect.poll(async () => (found = await look()), { interval: 100, timeout: 110_000 }).not.toBeNull();
  return found!;
}
