import { AppError } from '#api';
import { TableError } from '#experiments';

/** Runs `read`; what is wrong with a file leaves as invalidInput, for it is the user's to know. */
export function withTableErrors<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof TableError)) throw thrown;
    const { badRows, question, unlabelled, columns } = thrown;
    const details = {
      ...(badRows && { badRows }),
      ...(question && { question }),
      ...(unlabelled && { unlabelled }),
      ...(columns && { columns }),
    };
    throw new AppError('invalidInput', thrown.message, {
      ...(Object.keys(details).length > 0 && { details }),
      cause: thrown,
    });
  }
}
