import type { AppErrorData } from './app-error.ts';
import type { HostKind } from './runs.ts';

/** What the bits of a run can depend on besides its config. null where it was not recorded. */
export interface Maker {
  readonly engineVersion: string;
  readonly v8Version: string | null;
  /** As `process.arch` names it. */
  readonly architecture: string;
  readonly kernelVariant: string | null;
  /** Whether log, sin and cos were those of V8 on x64: always so since engine 3, whatever the host. */
  readonly elementary: 'x64' | 'host';
}

/** Two that should have given the same bits: what trained a stored run, and what trained it again. */
export interface Makers {
  readonly stored: Maker;
  readonly here: Maker;
}

/** Whether a run, trained again, gives the values that are stored, bit for bit; else where it first does not. */
export type Verification =
  | { readonly equal: true; readonly epochs: number; readonly digest: string | null }
  | {
      readonly equal: false;
      readonly epoch: number;
      /** As `loss`, `layerPenalties.0.weightL2`, `final.dataLoss`, `digest`; `epoch` when one of the two has none. */
      readonly metric: string;
      /** null where there is none, and for what is not a number. */
      readonly stored: number | null;
      readonly computed: number | null;
      readonly makers: Makers;
    };

/** The result of a verification that came to its end, as it is kept. */
export interface VerificationRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly host: HostKind;
  /** `linux-x64`, as process.platform and process.arch name it. */
  readonly platform: string;
  readonly engineVersion: string;
  readonly verification: Verification;
}

/** How it stands with verifying a run. */
export interface RunVerification {
  readonly id: string;
  /** Null while nobody verifies it; `epoch` is the one reached, 0 while it waits for its turn. */
  readonly progress: { readonly waiting: boolean; readonly epoch: number; readonly epochs: number } | null;
  /** Why the last one could not come to an end; null after one that did, and after one that was stopped. */
  readonly failure: AppErrorData | null;
  /** The last one that came to its end; null when none has. */
  readonly record: VerificationRecord | null;
}
