import { posix } from 'node:path';
import type { Connection } from '../../connection.ts';
import { readPieces } from '../read-pieces.ts';
import type { SourceOptions } from '../open-source.ts';
import type { StagedFile } from '../staging.ts';
import type { SourceNotes } from './open-foreign.ts';
import { readEvent } from './event-file.ts';
import type { createForeignGathering } from './foreign-runs.ts';
import { createRecordReader } from './tfrecord.ts';

type Gathering = ReturnType<typeof createForeignGathering>;

/** Folder names of the two writers of one run, such as Keras uses. */
const parts = new Set(['train', 'training', 'validation', 'val', 'eval']);

interface Told {
  readonly run: number;
  readonly name: string;
  startedMs: number | null;
  endedMs: number | null;
}

export function isEventFile({ name }: Pick<StagedFile, 'name'>): boolean {
  return name.includes('tfevents');
}

/** TensorBoard event files: each folder is a run, and sibling folders for training and validation form one run. */
export async function readTensorBoard(
  files: readonly StagedFile[],
  gathering: Gathering,
  db: Connection,
  { source, reading }: Pick<SourceOptions, 'source' | 'reading'>,
): Promise<SourceNotes> {
  const runs = new Map<string, Told>();
  const notes: string[] = [];
  for (const file of files.filter(isEventFile)) {
    const { folder, prefix } = placeOf(file.name);
    const told = runs.get(folder) ?? {
      run: gathering.enter(),
      name: posix.basename(folder) || source,
      startedMs: null,
      endedMs: null,
    };
    runs.set(folder, told);
    const reader = createRecordReader(file.name, (record) => {
      const { wallTime, step, scalars } = readEvent(record);
      const ms = wallTime * 1000;
      told.startedMs = Math.min(told.startedMs ?? ms, ms);
      told.endedMs = Math.max(told.endedMs ?? ms, ms);
      for (const { tag, value } of scalars) gathering.point(told.run, step, prefix + tag, value);
    });
    const inOne = db.transaction((piece: Uint8Array) => reader.push(piece));
    for await (const piece of readPieces(file.file, reading)) inOne(piece);
    if (reader.end())
      notes.push(`${file.name} ends in the middle of a record; everything before it was read`);
  }
  for (const [folder, { run, name, startedMs, endedMs }] of runs) {
    const key = `${folder}\n${startedMs}`;
    gathering.describe(run, { key, name, params: new Map(), status: 'completed', startedMs, endedMs });
  }
  return { notes };
}

function placeOf(name: string): { folder: string; prefix: string } {
  const folder = posix.dirname(name);
  const last = posix.basename(folder);
  if (!parts.has(last)) return { folder: folder === '.' ? '' : folder, prefix: '' };
  return { folder: posix.dirname(folder), prefix: `${last}/` };
}
