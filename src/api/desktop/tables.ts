/** A file that the system gave the app to open. */
export interface OfferedTable {
  readonly name: string;
  /** Where the page fetches its content, as `/offered/….csv`. */
  readonly address: string;
}
