import { type Command, Option } from 'commander';
import { UsageError } from './exit.ts';
import { collect } from './options.ts';

/** How a CSV file is read. What is absent is found out. */
export interface TableOptions {
  readonly label?: string;
  readonly feature?: readonly string[];
  readonly delimiter?: ',' | ';' | '\t';
  readonly decimal?: '.' | ',';
  readonly header?: boolean;
  readonly leaveOutBadRows?: true;
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t' } as const;
const decimals = { point: '.', comma: ',' } as const;
const found = '(default: found out)';

const tableOptions = (): Option[] => [
  option('--label <column>', 'the column of classes (default: the last one)'),
  option('--feature <column>', 'a column of numbers (default: all but the label); repeatable', collect),
  option('--delimiter <name>', `comma, semicolon or tab ${found}`, choice('--delimiter', delimiters)),
  option(
    '--decimal <name>',
    `point or comma: what stands before decimals ${found}`,
    choice('--decimal', decimals),
  ),
  option('--header', `the first row names the columns ${found}`),
  option('--no-header', 'the first row is data; columns are called "column 1", ...'),
  option('--leave-out-bad-rows', 'take the file without the rows that cannot be used'),
];

function option<Value>(
  flags: string,
  description: string,
  parse?: (text: string, before: Value) => Value,
): Option {
  const made = new Option(flags, description);
  return parse ? made.argParser(parse) : made;
}

/** Adds the options of TableOptions, in the help under a heading of their own where one is given. */
export function addTableOptions(command: Command, heading?: string): Command {
  for (const each of tableOptions())
    command.addOption(heading === undefined ? each : each.helpGroup(heading));
  return command;
}

/** Those of the options that were given, as they are typed. */
export function givenTableOptions(options: TableOptions): string[] {
  return tableOptions().flatMap((each) => {
    const value = options[each.attributeName() as keyof TableOptions];
    return value !== undefined && each.negate === (value === false) ? [each.long!] : [];
  });
}

function choice<Sign>(flag: string, signs: Readonly<Record<string, Sign>>): (name: string) => Sign {
  return (name) => {
    if (Object.hasOwn(signs, name)) return signs[name]!;
    const allowed = Object.keys(signs).join(', ');
    throw new UsageError(`${flag}: got ${JSON.stringify(name)}; allowed: ${allowed}`);
  };
}
