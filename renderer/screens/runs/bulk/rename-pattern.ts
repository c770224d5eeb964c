import { findField, maxNameLength, type FieldValue } from '#api';
import { formatConfigValue } from '#words';

/** A run to be renamed, and its values of the fields named by the pattern. */
export interface RenamedRun {
  readonly id: string;
  readonly name: string;
  readonly values: ReadonlyMap<string, FieldValue>;
}

export interface NewName {
  readonly id: string;
  readonly from: string;
  /** The new name; the old one if there is a problem. */
  readonly to: string;
  /** Why the run keeps its name; null if it gets another, or already has it. */
  readonly problem: string | null;
}

/** A piece of a pattern: text, the number of the run in the list, or a field. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'field'; readonly field: string };

export type Pattern =
  | { readonly parts: readonly PatternPart[]; readonly problem: null }
  | { readonly parts: null; readonly problem: string };

/** Reads a pattern such as `{name} seed {seed}`: braces contain `n` or a field of the filter language. */
export function readPattern(text: string): Pattern {
  const parts: PatternPart[] = [];
  for (const [piece, inner] of text.matchAll(/\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (inner === undefined && /[{}]/.test(piece))
      return { parts: null, problem: `A brace ${piece} stands alone; write {name}, {n}, or a field.` };
    if (inner === undefined) parts.push({ kind: 'text', text: piece });
    else if (inner === 'n') parts.push({ kind: 'number' });
    else {
      const field = findField(inner);
      if (field === null)
        return { parts: null, problem: `There is no field ${inner}; {n}, {name}, {seed}, {lambda} and all fields of filters can stand here.` }; // oxfmt-ignore
      parts.push({ kind: 'field', field: field.name });
    }
  }
  return { parts, problem: null };
}

/** The fields whose values are needed. */
export function fieldsOf({ parts }: Pattern): string[] {
  return [...new Set((parts ?? []).flatMap((part) => (part.kind === 'field' ? [part.field] : [])))];
}

/** The new name of each run; `{n}` numbers them from 1 in order. */
export function newNames(runs: readonly RenamedRun[], parts: readonly PatternPart[]): NewName[] {
  return runs.map((run, at) => {
    const { id, name: from } = run;
    const missing = parts.find(
      (part) => part.kind === 'field' && (run.values.get(part.field) ?? null) === null,
    );
    const to = parts.map((part) => write(part, run, at)).join('').trim(); // oxfmt-ignore
    const problem =
      missing?.kind === 'field'
        ? `has no ${missing.field}`
        : to === ''
          ? 'the name would be empty'
          : to.length > maxNameLength
            ? `${to.length} characters; allowed: ${maxNameLength} at most`
            : null;
    return { id, from, to: problem === null ? to : from, problem };
  });
}

function write(part: PatternPart, { values }: RenamedRun, at: number): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'number') return String(at + 1);
  return formatConfigValue(values.get(part.field));
}
