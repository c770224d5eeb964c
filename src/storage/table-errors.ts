import { AppError } from '#api';
import { TableError } from '#experiments';

/** Runs `read`; problems with a file are thrown as invalidInput, because the user can fix them. */
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
