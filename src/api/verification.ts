import type { AppErrorData } from './app-error.ts';
import type { HostKind } from './runs.ts';

/** What the bits of a run can depend on besides its config. Null if not recorded. */
export interface Maker {
  readonly engineVersion: string;
  readonly v8Version: string | null;
  /** From `process.arch`. */
  readonly architecture: string;
  readonly kernelVariant: string | null;
  /** Whether log, sin and cos were those of V8 on x64; always so since engine 3, whatever the host. */
  readonly elementary: 'x64' | 'host';
}

/** The original and the repeated training, which should have given the same bits. */
export interface Makers {
  readonly stored: Maker;
  readonly here: Maker;
}

/** Whether retraining a run gives the stored values bit for bit; if not, where it first differs. */
export type Verification =
  | { readonly equal: true; readonly epochs: number; readonly digest: string | null }
  | {
      readonly equal: false;
      readonly epoch: number;
      /** Such as `loss`, `layerPenalties.0.weightL2`, `final.dataLoss`, `digest`; `epoch` when one of the two has none. */
      readonly metric: string;
      /** Null if there is none or it is not a number. */
      readonly stored: number | null;
      readonly computed: number | null;
      readonly makers: Makers;
    };

/** The stored result of a finished verification. */
export interface VerificationRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly host: HostKind;
  /** `linux-x64`, from process.platform and process.arch. */
  readonly platform: string;
  readonly engineVersion: string;
  readonly verification: Verification;
}

/** The state of verifying a run. */
export interface RunVerification {
  readonly id: string;
  /** Null unless it is being verified; `epoch` is the epoch reached, 0 while it is waiting. */
  readonly progress: { readonly waiting: boolean; readonly epoch: number; readonly epochs: number } | null;
  /** Why the last verification failed; null if it finished or was stopped. */
  readonly failure: AppErrorData | null;
  /** The last verification that finished; null if none has. */
  readonly record: VerificationRecord | null;
}
