/** What every field one types into takes; FieldFrame shows it. */
export interface FieldProps {
  label?: string | undefined;
  /** Names the field where no label is shown. */
  ariaLabel?: string | undefined;
  /** A word after the label: the unit. */
  hint?: string | undefined;
  /** One sentence on what the field does, shown on demand. */
  explanation?: string | undefined;
  /** What the value amounts to, said under the field. */
  note?: string | undefined;
  error?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
}
