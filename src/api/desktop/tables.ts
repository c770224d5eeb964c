/** A file that the system asked the app to open. */
export interface OfferedTable {
  readonly name: string;
  /** The path at which the page fetches its content, e.g. `/offered/….csv`. */
  readonly address: string;
}
