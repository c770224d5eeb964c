import type { AppEvent, Handlers, Transport } from '#api';

/** What a host offers, as set up by a test. */
export interface TestApp {
  readonly handlers: Partial<Handlers>;
  readonly exports: ReadonlyMap<string, AsyncIterable<string>>;
}

/** A transport connected to its real host. */
export interface Connected {
  readonly transport: Transport;
  emit(event: AppEvent): void;
  /** Contents of the files that the user saved, by name. */
  readonly saved: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export interface Subject {
  readonly name: string;
  connect(app: TestApp): Promise<Connected>;
}
