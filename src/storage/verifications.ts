import type { HostKind, Makers, Verification, VerificationRecord } from '#api';
import type { Connection } from './connection.ts';
import type { RunLookup } from './run-lookup.ts';

interface VerificationRow {
  readonly id: string;
  readonly verified_at: string;
  readonly host: HostKind;
  readonly platform: string;
  readonly engine_version: string;
  readonly equal: 0 | 1;
  readonly epoch: number;
  readonly digest: string | null;
  readonly metric: string;
  readonly stored: string | null;
  readonly computed: string | null;
  readonly makers: string;
}

/** Binds the run's public id. */
export const verificationSql = `
  SELECT public_id AS id, verifications.* FROM runs JOIN verifications USING (run_id) WHERE public_id = ?`;

/** Stores the last verification of each run. */
export function createVerificationRecords(db: Connection, { requireRow }: RunLookup) {
  const select = db.prepare<[string], VerificationRow>(verificationSql);
  const save = db.prepare(`
    INSERT OR REPLACE INTO verifications
    VALUES (:run, :at, :host, :platform, :engineVersion, :equal, :epoch, :digest, :metric, :stored, :computed, :makers)`);

  return {
    /** Replaces an older one. Throws notFound if the run is gone. */
    saveVerification(id: string, { verification, ...by }: VerificationRecord): void {
      save.run({ run: requireRow(id).run_id, ...by, ...toColumns(verification) });
    },
    /** The verifications of these runs; runs without one are left out. */
    verificationsOf: (
      ids: readonly string[],
    ): { readonly id: string; readonly record: VerificationRecord }[] =>
      ids.flatMap((id) => {
        const row = select.get(id);
        return row ? [{ id, record: toRecord(row) }] : [];
      }),
  };
}

function toColumns(verification: Verification) {
  if (verification.equal) {
    const { epochs, digest } = verification;
    return { equal: 1, epoch: epochs, digest, metric: null, stored: null, computed: null, makers: null };
  }
  const { epoch, metric, stored, computed, makers } = verification;
  return {
    ...{ equal: 0, epoch, digest: null, metric, makers: JSON.stringify(makers) },
    ...{ stored: toText(stored), computed: toText(computed) },
  };
}

function toRecord(row: VerificationRow): VerificationRecord {
  const { verified_at: at, host, platform, engine_version: engineVersion } = row;
  return { at, host, platform, engineVersion, verification: toVerification(row) };
}

function toVerification(row: VerificationRow): Verification {
  const { epoch, digest, metric } = row;
  if (row.equal === 1) return { equal: true, epochs: epoch, digest };
  const [stored, computed] = [toNumber(row.stored), toNumber(row.computed)];
  return { equal: false, epoch, metric, stored, computed, makers: JSON.parse(row.makers) as Makers };
}

/** Text preserves NaN, the infinities and every digit; SQLite would turn NaN into NULL. */
const toText = (value: number | null): string | null => (value === null ? null : String(value));
const toNumber = (text: string | null): number | null => (text === null ? null : Number(text));
