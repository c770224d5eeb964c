import { EventEmitter } from 'node:events';
import { hardness } from './asked.ts';

// Loaded with `node --import` into a child of utilityProcess.fork: it sees Electron's parentPort and no Node IPC.
const send = process.send?.bind(process);
if (send === undefined) throw new Error('started without a parent');

/** With the fault, a message is in transit for this long, in milliseconds, and lost if the child ends meanwhile. */
const lostWithinMs = 50;

class ParentPort extends EventEmitter {
  readonly #early: unknown[] = [];

  constructor() {
    super();
    process.on('message', (data) => {
      if (this.listenerCount('message') > 0) this.emit('message', { data, ports: [] });
      else this.#early.push(data); // like Electron's, messages wait for a listener
    });
    this.on('newListener', (name) => {
      if (name !== 'message') return;
      queueMicrotask(() =>
        this.#early.splice(0).forEach((data) => this.emit('message', { data, ports: [] })),
      );
    });
  }

  /** A structured clone: a Buffer becomes a Uint8Array, and what cannot be cloned throws (shell/common/v8_util.cc, v45). */
  postMessage(message: unknown): void {
    let copy: unknown;
    try {
      copy = structuredClone(message);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    const deliver = (): void => void send?.(copy, undefined, {}, () => undefined);
    if (hardness.exitBeforeLastWords) setTimeout(deliver, lostWithinMs);
    else deliver();
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
Object.defineProperty(process, 'type', { value: 'utility' });
delete process.send;
process.on('disconnect', () => process.exit(1)); // the host died: Electron ends its utility processes, too

// An unhandled rejection only warns (shell/services/node/node_service.cc, v45; docs/api/utility-process.md).
process.on('newListener', (name, listener) => {
  if (name === 'unhandledRejection' && listener !== warn) process.off('unhandledRejection', warn);
});
const warn = (reason: unknown): void => {
  process.stderr.write(`UnhandledPromiseRejectionWarning: ${String(reason)}\n`);
};
process.on('unhandledRejection', warn);
