/** Work between two checks of the mailbox, in milliseconds: how late a pause or a stop may be noticed. */
export const sliceMs = 30;
