import type { AppErrorData } from '#api';

/** A request that no command sees, with what is wrong with it. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  get error(): AppErrorData {
    return { code: 'invalidInput', message: this.message };
  }
}

const unreadable: Partial<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'the headers are too large; other programs on this machine may have left many cookies for it: clear the cookies of this address',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time; send it again'],
};

/** Of what Node's HTTP parser could not read. */
export function unreadableRequest(thrown: Error): Refusal {
  const code = 'code' in thrown ? String(thrown.code) : '';
  return new Refusal(...(unreadable[code] ?? [400, 'this is not an HTTP request that can be read']));
}
