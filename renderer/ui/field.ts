/** Props common to all text fields; FieldFrame shows them. */
export interface FieldProps {
  label?: string | undefined;
  /** Names the field if no label is shown. */
  ariaLabel?: string | undefined;
  /** A word after the label: the unit. */
  hint?: string | undefined;
  /** One sentence about what the field does, shown on demand. */
  explanation?: string | undefined;
  /** What the value amounts to, shown below the field. */
  note?: string | undefined;
  error?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
}
