import { describeTable, samplesCsv, type TableDescription } from '#experiments';
import { createConfusion } from './confusion.ts';
import type { Connection } from './connection.ts';
import { inChunks } from './exporting/csv-text.ts';
import { createDatasetPreview } from './dataset-preview.ts';
import { createPulledTexts } from './pulled-texts.ts';
import { createTableImporter } from './table-importer.ts';
import { createTableReader } from './table-reader.ts';
import type { SamplesConfig } from './thread-protocol.ts';

/** Descriptions of tables that are kept at hand: a look at a large one takes seconds, and a table never changes. */
const keptDescriptions = 4;

export type TableReads = ReturnType<typeof createTableReads>;

/** What reads whole tables, or deletes their bytes. The tables must be there. */
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
      // A copy: the numbers of an answer move to the host.
      return structuredClone(description);
    },
    /** The sets of a run. */
    previewDataset: createDatasetPreview(readTable),
    /** What a run's network takes the samples of a set for. */
    readConfusion: createConfusion(readTable),
    /** The samples of a run on a table, see `samplesCsv`. */
    beginSamples(id: number, config: SamplesConfig): void {
      const { samples, features } = readTable(config.dataset.digest);
      exports.begin(id, inChunks(samplesCsv(config, samples, features)));
    },
    nextChunk: exports.next,
    endExport: exports.end,
    /** Deletes the bytes of a table piece by piece. Nobody may read it any more. */
    deleteTableBytes: createTableImporter(db.name).deleteBytes,
  };
}
