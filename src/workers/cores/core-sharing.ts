import type { ThreadCount } from '#api';
import type { CoreGrant } from '../protocol.ts';
import { shareCores } from './share-cores.ts';

/** The process of a run that trains or is about to. */
export interface GrantHolder {
  /** Jobs are numbered as they come. */
  readonly job: { readonly id: string; readonly number: number };
  /** How many cores it could use; Infinity until that is measured. */
  readonly wanted: number;
  grant(grant: CoreGrant): void;
}

/** Who may use how many cores. */
export interface CoreSharing {
  /** Tells each run anew. */
  share(): void;
  setCores(cores: number): void;
  setThreads(threads: ThreadCount): void;
}

/** @param holders those that train now, asked at each sharing */
export function createCoreSharing(
  holders: () => readonly GrantHolder[],
  initial: { readonly cores: number; readonly threads: ThreadCount },
): CoreSharing {
  let { cores, threads } = initial;

  function share(): void {
    const among = holders().toSorted((a, b) => a.job.number - b.job.number);
    const exactly = threads !== 'auto';
    const users = among.map(({ job, wanted }) => ({
      id: job.id,
      wanted: threads === 'auto' ? wanted : threads,
    }));
    const shares = shareCores(users, cores);
    for (const holder of among) holder.grant({ cores: shares.get(holder.job.id)!, exactly });
  }

  return {
    share,
    setCores(next) {
      cores = next;
      share();
    },
    setThreads(next) {
      threads = next;
      share();
    },
  };
}
