import { EventEmitter } from 'node:events';

// Loaded with `node --import` into a child of utilityProcess.fork: it sees Electron's parentPort and no IPC of Node's.
const send = process.send?.bind(process);
if (send === undefined) throw new Error('started without a parent');

class ParentPort extends EventEmitter {
  readonly #early: unknown[] = [];

  constructor() {
    super();
    process.on('message', (data) => {
      if (this.listenerCount('message') > 0) this.emit('message', { data, ports: [] });
      else this.#early.push(data); // messages wait for a listener, as Electron's do
    });
    this.on('newListener', (name) => {
      if (name !== 'message') return;
      queueMicrotask(() =>
        this.#early.splice(0).forEach((data) => this.emit('message', { data, ports: [] })),
      );
    });
  }

  postMessage(message: unknown): void {
    send?.(message, undefined, {}, () => undefined);
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
delete process.send;
process.on('disconnect', () => process.exit(1)); // the host died: Electron ends its utility processes, too
