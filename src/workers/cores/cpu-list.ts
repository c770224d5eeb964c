/** Parses a Linux processor list such as `0-3,8`; null if it is invalid. */
export function parseCpuList(text: string): readonly number[] | null {
  const parts = text.trim().split(',');
  const ranges = parts.map((part) => /^(\d+)(?:-(\d+))?$/.exec(part));
  return ranges.includes(null) ? null : ranges.flatMap((range) => numbersFrom(range![1]!, range![2]));
}

function numbersFrom(first: string, last = first): number[] {
  const length = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length }, (_, index) => Number(first) + index);
}
