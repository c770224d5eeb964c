/** Work between two looks at the mailbox, in milliseconds: how late a pause or a stop can be noticed. */
export const sliceMs = 30;
