/** One of several things to choose from. */
export interface Option<Value extends string | number = string> {
  readonly value: Value;
  readonly label: string;
}

/** Options in order, from their labels by value: `{ l2: 'L2', l1: 'L1' }`. */
export function optionsOf<const Value extends string>(
  labels: Readonly<Record<Value, string>>,
): Option<Value>[] {
  return (Object.entries(labels) as [Value, string][]).map(([value, label]) => ({ value, label }));
}
