import { z } from 'zod';
import { later } from '#experiments';
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
  /** Imports runs from files that follow in chunks. An import that fails is discarded completely. */
  beginRunImport: command<{ readonly import: number }>()(
    later(() => z.strictObject({ name: z.string().min(1).max(1000) })),
  ),
  pushRunImport: command<null>()(importedBytes),
  /**
   * Reads the files for about a quarter of a second, once all have arrived. Call it until it returns a plan of what would be imported; it
   * may be called again with another choice.
   */
  planRunImport: command<ImportReading>()(
    later(() => byImport.extend({ choice: importChoice.prefault({}) })),
  ),
  /** Imports for about a quarter of a second. Call it until it is done, or cancel with cancelRunImport. */
  advanceRunImport: command<ImportProgress>()(
    later(() => byImport.extend({ choice: importChoice.prefault({}) })),
  ),
  cancelRunImport: command<null>()(byImport),
  /** Imports whose runs are still here, newest first; each can be undone. */
  listRunImports: command<{ readonly imports: readonly ImportedHistory[] }>()(
    later(() => z.strictObject({})),
  ),
  /** Undoes a completed import, by its id. Throws conflict while one of its runs trains. */
  undoRunImport: command<{ readonly runs: number }>()(later(() => z.strictObject({ id: runId }))),
} as const;
