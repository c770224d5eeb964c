import type { AppEvent, Handlers, Transport } from '#api';

/** What a host offers, as a test sets it up. */
export interface TestApp {
  readonly handlers: Partial<Handlers>;
  readonly exports: ReadonlyMap<string, AsyncIterable<string>>;
}

/** A transport with its real host behind it. */
export interface Connected {
  readonly transport: Transport;
  emit(event: AppEvent): void;
  /** Content of the files that the user kept, by name. */
  readonly saved: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export interface Subject {
  readonly name: string;
  connect(app: TestApp): Promise<Connected>;
}
