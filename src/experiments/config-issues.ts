import type { z } from 'zod';
import { shortenText } from './cut-text.ts';
import { runConfigSchema, type RunConfig } from './run-config.ts';

/** One mistake in a config. `path` is dotted (`layers.0.units`), empty if it concerns the whole config. */
export interface ConfigIssue {
  readonly path: string;
  readonly message: string;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: RunConfig }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

/** Checks a config from outside. Every mistake is reported, each saying what was given and what is allowed. */
export function parseRunConfig(input: unknown): ConfigResult {
  const result = runConfigSchema.safeParse(input, { reportInput: true });
  return result.success
    ? { ok: true, config: result.data }
    : { ok: false, issues: describeIssues(result.error) };
}

/** Nobody reads more mistakes than this; the others are counted. */
const maxIssues = 100;

/**
 * The issues of any schema as ConfigIssues, up to the first hundred. Parse with `reportInput: true`; otherwise what was given is unknown.
 */
export function describeIssues({ issues }: z.ZodError): ConfigIssue[] {
  const described = issues.slice(0, maxIssues + 1).flatMap(describeIssue);
  const others = issues.slice(maxIssues + 1).reduce((sum, issue) => sum + mistakesOf(issue), 0);
  return boundIssues(described, others);
}

/** The first hundred mistakes of a list, and a last entry that counts the others. */
export function boundIssues(issues: readonly ConfigIssue[], others = 0): ConfigIssue[] {
  const more = Math.max(0, issues.length - maxIssues) + others;
  const first = issues.slice(0, maxIssues);
  return more === 0 ? first : [...first, { path: '', message: `and ${more.toLocaleString('en')} more` }];
}

function mistakesOf(issue: z.core.$ZodIssue): number {
  return issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
}

/** All mistakes in one line for a terminal or a log. */
export function formatIssues(issues: readonly ConfigIssue[]): string {
  return issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
}

/** No path of a config is longer. */
const maxPathLength = 200;

function describeIssue(issue: z.core.$ZodIssue): ConfigIssue[] {
  const path = shortenText(issue.path.map(String).join('.'), maxPathLength);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: shortenText(path === '' ? key : `${path}.${key}`, maxPathLength),
      message: 'unknown field',
    }));
  }
  if (issue.code === 'custom') return [{ path, message: issue.message }];
  if (issue.code === 'invalid_union' && issue.discriminator === undefined && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((inner) => {
      return describeIssue({ ...inner, path: [...issue.path, ...inner.path] });
    });
  }
  const input = issue.code === 'invalid_union' ? discriminator(issue) : issue.input;
  const given = input === undefined ? 'missing' : `got ${show(input)}`;
  const expected = typeof input === 'number' && !Number.isFinite(input) ? 'a finite number' : allowed(issue);
  return [{ path, message: `${given}; allowed: ${expected}` }];
}

/** The issues of the union member that comes nearest: the one that recognizes most of the fields. */
function closest(members: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const strange = (issues: z.core.$ZodIssue[]): number => {
    return issues.filter(({ code }) => code === 'unrecognized_keys').length;
  };
  return members.reduce((best, issues) => (strange(issues) < strange(best) ? issues : best));
}

/** The value that should have chosen the member of a union, e.g. `kind`. */
function discriminator(issue: z.core.$ZodIssueInvalidUnion): unknown {
  const { discriminator: key, input } = issue;
  return key !== undefined && typeof input === 'object' && input !== null
    ? (input as Record<string, unknown>)[key]
    : input;
}

/** A value in a few words. Only strings are quoted: outside input may be huge, circular or not JSON. */
function show(input: unknown): string {
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : `a list of ${input.length}`;
  if (typeof input === 'object' && input !== null) return 'an object';
  if (typeof input !== 'string') return String(input);
  return JSON.stringify(shortenText(input, 60));
}

/** What a field accepts, according to the rule that was broken. */
function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : withArticle(issue.expected);
    case 'too_small':
      return bound(issue.inclusive ? 'at least' : 'more than', issue.minimum, issue.origin);
    case 'too_big':
      return bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(', ');
    case 'invalid_union':
      return 'options' in issue && issue.options
        ? issue.options.map((option) => JSON.stringify(option)).join(', ')
        : issue.message;
    default:
      return issue.message;
  }
}

/** What strings and lists count, singular and plural. */
const countedNouns: Partial<Record<string, readonly [string, string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};

function bound(relation: string, limit: number | bigint, origin: string): string {
  const [one, many] = countedNouns[origin] ?? ['', ''];
  return `${relation} ${limit}${Number(limit) === 1 ? one : many}`;
}

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : noun === 'null' ? 'null' : `a ${noun}`;
}
