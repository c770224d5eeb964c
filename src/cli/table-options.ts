import { type Command, Option } from 'commander';
import type { Decimal, Delimiter, Encoding, MissingRule, Thousands } from '#api';
import { UsageError } from './exit.ts';
import { collect } from './options.ts';

/** How to read a file of samples. Absent options are detected. */
export interface TableOptions {
  readonly label?: string;
  readonly feature?: readonly string[];
  readonly features?: readonly string[];
  readonly delimiter?: Delimiter;
  readonly decimal?: Decimal;
  readonly thousands?: Thousands | null;
  /** Null means detect. */
  readonly header?: boolean | null;
  readonly comment?: string | null;
  readonly encoding?: Encoding;
  readonly missingLabels?: 'drop' | 'class';
  readonly leaveOutBadRows?: true;
  readonly leaveOut?: readonly string[];
  /** Such as `age=median`, or `auto`. */
  readonly missing?: readonly string[];
  readonly oneHot?: readonly string[];
  readonly text?: 'oneHot' | 'leaveOut';
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', space: ' ' } as const;
const decimals = { point: '.', comma: ',' } as const;
const thousands = { comma: ',', point: '.', space: ' ', apostrophe: "'", none: null } as const;
const headers = { yes: true, no: false, auto: null } as const;
const encodings = {
  ...{ 'utf-8': 'utf-8', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be' },
  ...{ latin1: 'latin1', 'windows-1252': 'latin1' },
} as const;
const missingLabels = { drop: 'drop', class: 'class' } as const;
const texts = { 'one-hot': 'oneHot', 'leave-out': 'leaveOut' } as const;
const missingRules: Readonly<Record<string, MissingRule>> = {
  ...{ mean: 'mean', median: 'median' },
  ...{ 'most-frequent': 'mostFrequent', category: 'category' },
};
const found = '(default: detected)';

const tableOptions = (): Option[] => [
  option('--label <column>', 'the column of class labels (default: the last)', once('--label', asIs)),
  option('--feature <column>', 'a feature column (default: all but the label); repeatable', collect),
  option(
    '--features <columns>',
    'all feature columns at once, separated by commas',
    once('--features', names),
  ),
  option(
    '--delimiter <name>',
    `comma, semicolon, tab, pipe, or space for any run of spaces and tabs ${found}`,
    choice('--delimiter', delimiters),
  ),
  option('--decimal <name>', `decimal mark: point or comma ${found}`, choice('--decimal', decimals)),
  option(
    '--thousands <name>',
    `thousands separator: comma, point, space, apostrophe or none ${found}`,
    choice('--thousands', thousands),
  ),
  option(
    '--header [answer]',
    `whether the first row names the columns: yes, no or auto ${found}`,
    choice('--header', headers),
  ).preset('yes'),
  option('--no-header', 'the first row is data; columns are called "column 1", ...'),
  option(
    '--comment <mark>',
    `what comment lines begin with, e.g. #, or none ${found}`,
    once('--comment', mark),
  ),
  option(
    '--encoding <name>',
    `utf-8, utf-16le, utf-16be, or latin1, which is read as Windows-1252 ${found}`,
    choice('--encoding', encodings),
  ),
  option(
    '--missing-labels <rule>',
    'drop: leave out rows without a label; class: treat marks such as ? and NA as labels',
    choice('--missing-labels', missingLabels),
  ),
  option('--leave-out <column>', 'a column that is neither label nor feature; repeatable', collect),
  option(
    '--missing <column=rule>',
    'how missing values are replaced: by mean, median or most-frequent of the training rows, or by a category of their own, for text; ' +
      'auto: the median of numbers, the most frequent text; repeatable',
    collect,
  ),
  option('--one-hot <column>', 'a text column to encode as one feature per value; repeatable', collect),
  option(
    '--text <rule>',
    'what to do with all other text columns: one-hot or leave-out',
    choice('--text', texts),
  ),
  option('--leave-out-bad-rows', 'leave out rows that cannot be used'),
];

/** The input for the app. Throws UsageError if options contradict each other. */
export function importOptionsOf(options: TableOptions) {
  const {
    feature,
    features,
    leaveOutBadRows,
    leaveOut,
    missing = [],
    oneHot,
    text,
    header,
    ...given
  } = options;
  if (feature && features) throw new UsageError('got --feature and --features; allowed: one of them');
  const { label, delimiter, decimal, thousands: grouping, comment, encoding, missingLabels: rule } = given;
  return {
    ...{ label, delimiter, decimal, comment, encoding, missingLabels: rule, thousands: grouping },
    header: header ?? undefined,
    features: (feature ?? features)?.slice(),
    ...{ leaveOut: leaveOut?.slice(), oneHot: oneHot?.slice(), otherTexts: text },
    ...missingOf(missing),
    badRows: leaveOutBadRows ? ('leaveOut' as const) : ('refuse' as const),
  };
}

/** `age=median` names a column and its rule, `auto` is the rule for all others. */
function missingOf(said: readonly string[]) {
  const missing: Record<string, MissingRule> = {};
  let otherMissing: 'auto' | undefined;
  for (const each of said) {
    const [, name, rule = each] = /^(.*)=([^=]*)$/.exec(each) ?? [];
    const isTwice = name === undefined ? otherMissing !== undefined : Object.hasOwn(missing, name);
    if (isTwice)
      throw new UsageError(
        `--missing: got ${name === undefined ? 'auto' : `column ${JSON.stringify(name)}`} twice; allowed: once`,
      );
    if (name === undefined && rule === 'auto') otherMissing = 'auto';
    else if (name !== undefined && Object.hasOwn(missingRules, rule)) {
      missing[name] = missingRules[rule]!;
    } else {
      const allowed = Object.keys(missingRules).map((known) => `COLUMN=${known}`);
      throw new UsageError(`--missing: got ${JSON.stringify(each)}; allowed: ${allowed.join(', ')}, or auto`);
    }
  }
  return { missing, otherMissing };
}

function option<Value>(
  flags: string,
  description: string,
  parse?: (text: string, before: Value) => Value,
): Option {
  const made = new Option(flags, description);
  return parse ? made.argParser(parse) : made;
}

/** Adds the options of TableOptions; in the help they get a separate heading if one is given. */
export function addTableOptions(command: Command, heading?: string): Command {
  for (const each of tableOptions())
    command.addOption(heading === undefined ? each : each.helpGroup(heading));
  return refuseBothHeaders(command);
}

/** Otherwise, the last one would win. */
function refuseBothHeaders(command: Command): Command {
  let isSaid = false;
  const say = (): void => {
    if (isSaid)
      throw new UsageError('got --header and --no-header, or one of them twice; allowed: one of them, once');
    isSaid = true;
  };
  return command.on('option:header', say).on('option:no-header', say);
}

/** The given options, as they are typed. */
export function givenTableOptions(options: TableOptions): string[] {
  return tableOptions().flatMap((each) => {
    const value = options[each.attributeName() as keyof TableOptions];
    return value !== undefined && each.negate === (value === false) ? [each.long!] : [];
  });
}

function choice<Sign>(
  flag: string,
  signs: Readonly<Record<string, Sign>>,
): (name: string, before?: Sign) => Sign {
  return once(flag, (name): Sign => {
    if (Object.hasOwn(signs, name)) return signs[name]!;
    const allowed = Object.keys(signs).join(', ');
    throw new UsageError(`${flag}: got ${JSON.stringify(name)}; allowed: ${allowed}`);
  });
}

/** Commander would let the last one win. */
function once<Value>(flag: string, parse: (text: string) => Value): (text: string, before?: Value) => Value {
  return (text, before) => {
    if (before !== undefined) throw new UsageError(`got ${flag} twice; allowed: once`);
    return parse(text);
  };
}

function asIs(text: string): string {
  return text;
}

function names(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function mark(text: string): string | null {
  return text === 'none' ? null : text;
}
