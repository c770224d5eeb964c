import type { RuleTester } from 'oxlint/plugins-dev';
import { portable, type RestrictedSyntax } from './portable.ts';

type Rule = Parameters<RuleTester['run']>[1];

/** A rule that rejects code matching any of the selectors. */
function refusing(kinds: readonly RestrictedSyntax[]): Rule {
  return {
    create: (context) =>
      Object.fromEntries(
        kinds.map(({ selector, message }) => [
          selector,
          (node: { range: [number, number] }) => context.report({ message, node }),
        ]),
      ),
  };
}

/** This project's own rules; `.oxlintrc.json` says where they apply. */
const plugin = {
  meta: { name: 'own' },
  rules: {
    portable: refusing(portable),
    // The same bits on every host: only those parts of Math that IEEE 754 and ECMAScript define to the last bit.
    'same-bits': refusing([
      {
        selector:
          ':not(MemberExpression[object.name="Math"][property.name=/^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|PI)$/]) > Identifier[name="Math"]',
        message: 'Hosts differ in its last bits: see src/engine/numerics/elementary.ts.',
      },
      {
        selector: ':matches(BinaryExpression[operator="**"], AssignmentExpression[operator="**="])',
        message: 'Hosts differ in its last bits: see wholePower in src/engine/numerics/elementary.ts.',
      },
    ]),
    // Terminal output goes through say() or openOutput(), which keep foreign text from controlling the terminal.
    'through-say': refusing([
      {
        selector:
          'CallExpression[callee.object.property.name=/^std(out|err)$/][callee.property.name="write"]',
        message: 'Use say() or openOutput().',
      },
    ]),
  },
};

export default plugin;
