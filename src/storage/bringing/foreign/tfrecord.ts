import { AppError } from '#api';
import { maskedCrc32c } from './crc32c.ts';

// TFRecord: length (uint64), checksum of the length (uint32), the record, its checksum (uint32), all little-endian.

const headBytes = 12;
const tailBytes = 4;
/** A record of scalars has a few hundred bytes; images and graphs are skipped, up to this size. */
const largestRecord = 512 * 1024 * 1024;

/** Splits bytes that arrive in pieces into records, each valid only during the call. Throws invalidInput for bytes that are not records. */
export function createRecordReader(name: string, onRecord: (record: Uint8Array) => void) {
  let rest = new Uint8Array(0);

  const damaged = (why: string): AppError =>
    new AppError('invalidInput', `${name} is damaged (${why}); nothing was imported`);

  return {
    push(piece: Uint8Array): void {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 0;
      while (bytes.length - at >= headBytes) {
        if (maskedCrc32c(bytes.subarray(at, at + 8)) !== view.getUint32(at + 8, true)) {
          throw damaged('the length of a record does not match its checksum');
        }
        const length = Number(view.getBigUint64(at, true));
        if (length > largestRecord) throw damaged('a record is too large');
        const end = at + headBytes + length + tailBytes;
        if (end > bytes.length) break;
        const record = bytes.subarray(at + headBytes, end - tailBytes);
        if (maskedCrc32c(record) !== view.getUint32(end - tailBytes, true)) {
          throw damaged('a record does not match its checksum');
        }
        onRecord(record);
        at = end;
      }
      rest = bytes.slice(at);
    },
    /** Whether the file ends within a record: its writer was not done. */
    end: (): boolean => rest.length > 0,
  };
}
