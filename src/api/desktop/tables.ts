/** A file that the system gave the app to open. */
export interface OfferedTable {
  readonly name: string;
  /** The path at which the page fetches its content, e.g. `/offered/….csv`. */
  readonly address: string;
}
