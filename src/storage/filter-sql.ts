import {
  FilterError,
  parseFilter,
  type Field,
  type FieldTest,
  type Filter,
  type FilterValue,
  type OrderOperator,
} from '#experiments';
import { AppError, runStatuses } from '#api';
import { fieldSql } from './field-sql.ts';
import { momentRange } from './moment-range.ts';
import { fold } from './sql-functions.ts';

/** A condition on `runs`, with the values that it binds by name. */
export interface FilterSql {
  readonly where: string;
  readonly bound: Readonly<Record<string, string | number>>;
  /** True if everything it asks for is in the index of texts. */
  readonly isOfTexts: boolean;
}

/** Parses a filter. Throws invalidInput with the position of the mistake: `details.filter` is {from, to, suggestion}. */
export function readFilter(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (thrown) {
    if (!(thrown instanceof FilterError)) throw thrown;
    const { message, from, to, suggestion } = thrown;
    throw new AppError('invalidInput', `filter: ${message}`, {
      details: { filter: { message, from, to, suggestion } },
    });
  }
}

/**
 * Compiles a filter. A missing value or NaN makes a comparison NULL or false, which are equivalent for `and` and `or`; `not` is the plain
 * complement of both.
 */
export function filterSql(filter: Filter, now: Date): FilterSql {
  const bound: Record<string, string | number> = {};
  const bind = (value: string | number): string => {
    const name = `f${Object.keys(bound).length}`;
    bound[name] = value;
    return `:${name}`;
  };
  let isOfTexts = true;
  const compile = (node: Filter): string => {
    switch (node.kind) {
      case 'all':
        return 'TRUE';
      case 'and':
      case 'or':
        return balanced(node.terms.map(compile), node.kind === 'and' ? 'AND' : 'OR');
      case 'not':
        return `(${compile(node.term)}) IS NOT TRUE`;
      case 'word': {
        const word = fold(node.word.text);
        const statuses = runStatuses.filter((status) => status.includes(word)).map((status) => `'${status}'`);
        const inText = `instr(search_text, ${bind(word)}) > 0`;
        if (statuses.length === 0) return inText;
        isOfTexts = false;
        return `(status IN (${statuses.join(', ')}) OR ${inText})`;
      }
      case 'comparison':
        isOfTexts &&= fieldSql(node.field).isOfTexts === true;
        return comparison(node.field, node.test, { bind, now });
    }
  };
  return { where: compile(filter), bound, isOfTexts };
}

interface Compiling {
  readonly bind: (value: string | number) => string;
  readonly now: Date;
}

function comparison(field: Field, test: FieldTest<FilterValue>, compiling: Compiling): string {
  const { value, where } = fieldSql(field);
  const { bind } = compiling;
  switch (test.op) {
    case 'is missing':
      return `NOT ${where(`(${value}) IS NOT NULL`)}`;
    case 'is nan':
      return where(`(${value}) = 'NaN'`);
    case 'contains':
      return where(`instr(${value}, ${bind(fold(test.value.text))}) > 0`);
    case 'starts with': {
      const start = bind(fold(test.value.text));
      return where(`substr(${value}, 1, length(${start})) = ${start}`);
    }
    case 'in':
      return where(
        balanced(
          test.values.map((one) => compared(value, '=', one, compiling)),
          'OR',
        ),
      );
    case 'between':
      return where(
        `${compared(value, '>=', test.from, compiling)} AND ${compared(value, '<=', test.to, compiling)}`,
      );
    case '!=':
      return `(${where(compared(value, '=', test.value, compiling))}) IS NOT TRUE`;
    default:
      return where(compared(value, test.op, test.value, compiling));
  }
}

function compared(
  value: string,
  op: Exclude<OrderOperator, '!='>,
  against: FilterValue,
  { bind, now }: Compiling,
): string {
  switch (against.type) {
    case 'text':
      return `${value} = ${bind(fold(against.text))}`;
    case 'number':
      // SQLite sorts the text NaN after every number.
      return op.startsWith('>')
        ? `(${value} ${op} ${bind(against.number)} AND ${value} < '')`
        : `${value} ${op} ${bind(against.number)}`;
    case 'time': {
      const { from, to } = momentRange(against.moment, now);
      if (op === '=')
        return from === to
          ? `${value} = ${bind(from)}`
          : `(${value} >= ${bind(from)} AND ${value} < ${bind(to)})`;
      // A day ends when the next one begins.
      if (op === '<' || op === '>=') return `${value} ${op} ${bind(from)}`;
      if (from === to) return `${value} ${op} ${bind(from)}`;
      return `${value} ${op === '>' ? '>=' : '<'} ${bind(to)}`;
    }
  }
}

/** Joins terms as a balanced tree, as flat as possible: SQLite limits the depth. */
function balanced(terms: readonly string[], join: 'AND' | 'OR'): string {
  if (terms.length === 1) return terms[0]!;
  const half = Math.ceil(terms.length / 2);
  return `(${balanced(terms.slice(0, half), join)} ${join} ${balanced(terms.slice(half), join)})`;
}
