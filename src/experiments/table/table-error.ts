import { shortenText } from '../cut-text.ts';
import type { GivenDialect } from './dialect.ts';

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

/** One way to answer a question about a file. */
export interface WayOut {
  /** Its meaning, in few words: `2762`. */
  readonly means: string;
  readonly given: GivenDialect;
}

/** What is ambiguous about a file, with all possible answers. */
export interface Question {
  /** What was found, and what it could be. */
  readonly found: string;
  readonly answers: readonly WayOut[];
}

/** A column that needs a decision before it becomes features. */
export interface ColumnProblem {
  readonly name: string;
  /** `freeText` is text that is different in most rows; an `empty` column can only be left out. */
  readonly kind: 'missingNumber' | 'missingText' | 'text' | 'freeText' | 'empty';
  /** What was found, and what is allowed; it follows the column's name. */
  readonly message: string;
}

export interface TableErrorDetails {
  /** Columns that cannot be used as they are. */
  readonly columns?: readonly ColumnProblem[] | undefined;
  /** The rows at fault. */
  readonly badRows?: BadRows | undefined;
  /** What must be answered before the file can be read. */
  readonly question?: Question | undefined;
  /** Whether these rows lack only a label, and whether marks such as NA are in its place. */
  readonly unlabelled?: 'empty' | 'marked' | undefined;
}

/** A file that is not a valid table. Its message says what was found, what is allowed, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly badRows: BadRows | null;
  readonly question: Question | null;
  readonly unlabelled: 'empty' | 'marked' | null;
  readonly columns: readonly ColumnProblem[] | null;

  constructor(message: string, { badRows, question, unlabelled, columns }: TableErrorDetails = {}) {
    super(message);
    this.badRows = badRows ?? null;
    this.question = question ?? null;
    this.unlabelled = unlabelled ?? null;
    this.columns = columns ?? null;
  }
}

/** A cell in few words, for a message. */
export function quote(text: string): string {
  return JSON.stringify(shortenText(text, 40));
}
