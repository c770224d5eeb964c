import type { Handlers } from '#api';
import type { Verifications } from './verifications.ts';

type VerificationCommand = 'startVerification' | 'stopVerification' | 'readVerifications';

export function createVerificationHandlers(
  verifications: Verifications,
): Pick<Handlers, VerificationCommand> {
  return {
    async startVerification({ ids }) {
      verifications.start(ids);
      return { verifications: await verifications.read(ids) };
    },
    stopVerification({ ids }) {
      verifications.stop(ids);
      return null;
    },
    readVerifications: async ({ ids }) => ({ verifications: await verifications.read(ids) }),
  };
}
