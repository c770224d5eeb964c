/** A kind of code that works only on its author's system: what to find, as a selector of esquery, and what to do about it. */
export interface RestrictedSyntax {
  readonly selector: string;
  readonly message: string;
}

/** Inside `testWith('...')(...)` and `describeWith('...')(...)` a test may use what it declares as required. */
const unmarked = ':not(CallExpression[callee.callee.name=/^(test|describe)With$/] *)';
const started = '[callee.name=/^(spawn|exec|execFile)(Sync)?$/]';

/** What fails on Windows or macOS, or fails there only occasionally. */
export const portable: readonly RestrictedSyntax[] = [
  {
    selector: 'Literal[value=/^\\u002ftmp(\\u002f|$)/]',
    message: 'Not every system has /tmp: use tmpdir().',
  },
  {
    selector: `CallExpression[callee.property.name="kill"]${unmarked} > Literal[value=/^SIG(?!KILL$)/]`,
    message:
      'On Windows every signal kills outright: end the input of `serve --until-input-ends`, or mark the test with testWith("signals").',
  },
  {
    selector: `CallExpression[callee.property.name="kill"]${unmarked} > UnaryExpression[operator="-"]`,
    message: 'Windows has no process groups: mark the test with testWith("signals").',
  },
  {
    selector: `CallExpression${started}${unmarked} > Literal:first-child[value=/^(ba|z)?sh$|^(ps|kill|mkfifo|cp|rm|which|unzip)$/]`,
    message: 'Windows has no such program: use what Node has, or mark the test with testWith().',
  },
  {
    selector: `CallExpression${started} Property[key.name="shell"]`,
    message: 'A shell takes paths with spaces apart: start process.execPath with the script of the package.',
  },
  {
    selector: `CallExpression[callee.name="expect"]${unmarked} BinaryExpression[operator="&"] > MemberExpression[property.name="mode"]`,
    message: 'Windows has no file modes: mark the test with testWith("modes").',
  },
  {
    selector: `CallExpression[callee.name=/^symlink(Sync)?$/]${unmarked}`,
    message: 'On Windows few may make links: mark the test with testWith("pipes").',
  },
  {
    selector: 'MemberExpression[property.name="pathname"] > NewExpression:has(MetaProperty)',
    message: 'The pathname of a file URL is no path on Windows: use import.meta.dirname or fileURLToPath().',
  },
  {
    selector: 'ArrayExpression > Literal[value="--import"] + CallExpression',
    message: '--import takes a URL on Windows: pathToFileURL(path).href.',
  },
  {
    selector:
      'CallExpression[callee.name=/^rm(Sync)?$/] > ObjectExpression:has(Property[key.name="recursive"]):not(:has(Property[key.name="maxRetries"]))',
    message:
      'On Windows a file that was open stays for a moment: removeFolder() in tests, maxRetries elsewhere.',
  },
  {
    selector: 'CallExpression[callee.property.name="press"] > Literal[value=/(^|\\+)(Control|Meta)\\+/]',
    message: 'On macOS it is another key: ControlOrMeta.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(skipIf|runIf)$/] MemberExpression[object.name="process"][property.name="platform"]',
    message: 'Use testWith() or describeWith(), which tell why.',
  },
];
