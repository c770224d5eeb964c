/** A row that cannot be used, and why. */
export interface BadRow {
  /** Line of the file on which the row starts, from 1. */
  readonly line: number;
  /** What was found, and what is allowed. */
  readonly message: string;
}

/** Rows that cannot be used: how many there are, and the first of them. */
export interface BadRows {
  readonly count: number;
  readonly first: readonly BadRow[];
}

/** A file that makes no table. Its message says what was found, what is allowed, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
  /** The rows at fault; null when it is not a matter of rows. */
  readonly badRows: BadRows | null;

  constructor(message: string, badRows: BadRows | null = null) {
    super(message);
    this.badRows = badRows;
  }
}

/** A cell in few words, for a message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
}
