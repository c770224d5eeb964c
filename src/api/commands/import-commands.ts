import { z } from 'zod';
import { command } from '../contract.ts';
import { runId } from '../queries.ts';
import {
  importChoice,
  importedBytes,
  type ImportedHistory,
  type ImportProgress,
  type ImportReading,
} from '../run-imports.ts';
import { byImport } from './inputs.ts';

/** Runs that come from files. */
export const importCommands = {
  /** Brings runs in from files that follow in pieces. One that fails is over, and nothing of it stays. */
  beginRunImport: command<{ readonly import: number }>()(
    z.strictObject({ name: z.string().min(1).max(1000) }),
  ),
  pushRunImport: command<null>()(importedBytes),
  /**
   * Reads the files for about a quarter of a second, once all have arrived: to be asked again until there is a plan, what it would
   * bring. May be asked again with another choice.
   */
  planRunImport: command<ImportReading>()(byImport.extend({ choice: importChoice.prefault({}) })),
  /** Brings more of it for about a quarter of a second: to be asked again until it is done, or taken back by cancelRunImport. */
  advanceRunImport: command<ImportProgress>()(byImport.extend({ choice: importChoice.prefault({}) })),
  cancelRunImport: command<null>()(byImport),
  /** Imports of which runs are still here, the newest first: each can be taken back. */
  listRunImports: command<{ readonly imports: readonly ImportedHistory[] }>()(z.strictObject({})),
  /** Takes a complete import back by the id that it ended with. Refused while one of its runs trains. */
  undoRunImport: command<{ readonly runs: number }>()(z.strictObject({ id: runId })),
} as const;
