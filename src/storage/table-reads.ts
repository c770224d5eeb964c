import { describeTable, samplesCsv, type TableDescription } from '#experiments';
import { createConfusion } from './confusion.ts';
import type { Connection } from './connection.ts';
import { inChunks } from './exporting/csv-text.ts';
import { createDatasetPreview } from './dataset-preview.ts';
import { createPulledTexts } from './pulled-texts.ts';
import { createTableImporter } from './table-importer.ts';
import { createTableReader } from './table-reader.ts';
import type { SamplesConfig } from './thread-protocol.ts';

/** Number of table descriptions to cache: examining a large table takes seconds, and tables never change. */
const keptDescriptions = 4;

export type TableReads = ReturnType<typeof createTableReads>;

/** Methods that read complete tables, or delete their bytes. The tables must exist. */
export function createTableReads(db: Connection) {
  const readTable = createTableReader(db);
  const exports = createPulledTexts<string>();
  const descriptions = new Map<string, TableDescription>();

  return {
    describeTable(digest: string): TableDescription {
      const description = descriptions.get(digest) ?? describeTable(readTable(digest).samples);
      descriptions.set(digest, description);
      const [oldest] = descriptions.keys();
      if (descriptions.size > keptDescriptions) descriptions.delete(oldest!);
      // A copy, because the numbers of an answer are transferred to the host.
      return structuredClone(description);
    },
    /** The sets that a run sees. */
    previewDataset: createDatasetPreview(readTable),
    /** What a run's network predicts for the samples of a set. */
    readConfusion: createConfusion(readTable),
    /** The samples of a run on a table, see `samplesCsv`. */
    beginSamples(id: number, config: SamplesConfig): void {
      const { samples, features } = readTable(config.dataset.digest);
      exports.begin(id, inChunks(samplesCsv(config, samples, features)));
    },
    nextChunk: exports.next,
    endExport: exports.end,
    /** Deletes the bytes of a table in pieces. Nobody may still be reading it. */
    deleteTableBytes: createTableImporter(db.name).deleteBytes,
  };
}
