import { nameMark, type GivenDialect } from './dialect.ts';
import { TableError, type Question } from './table-error.ts';

/**
 * A question in one line, with its answers: `...; say thousands comma or decimal comma`.
 *
 * @param prefix what precedes the name of an option, such as `--`
 */
export function formatQuestion({ found, answers }: Question, prefix = ''): string {
  const ways = answers.map(({ given }) => formatGiven(given, prefix));
  return `${found}; say ${ways.join(' or ')}`;
}

/** The error for an unanswered question. */
export function askBack(question: Question): TableError {
  return new TableError(formatQuestion(question), { question });
}

function formatGiven(
  { delimiter, header, encoding, decimal, thousands }: GivenDialect,
  prefix: string,
): string {
  const said = [
    delimiter && `${prefix}delimiter ${nameMark(delimiter)}`,
    decimal && `${prefix}decimal ${nameMark(decimal)}`,
    thousands !== undefined && `${prefix}thousands ${thousands === null ? 'none' : nameMark(thousands)}`,
    header !== undefined && `${prefix}header ${header ? 'yes' : 'no'}`,
    encoding && `${prefix}encoding ${encoding}`,
  ];
  return said.filter((text) => text).join(' ');
}
