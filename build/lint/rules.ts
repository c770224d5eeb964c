import type { RuleTester } from 'oxlint/plugins-dev';
import { portable, type RestrictedSyntax } from './portable.ts';

type Rule = Parameters<RuleTester['run']>[1];

/** No code that one of the selectors finds. */
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

/** Rules of this project, which `.oxlintrc.json` says where to follow. */
const plugin = {
  meta: { name: 'own' },
  rules: {
    portable: refusing(portable),
    // The same bits on every host: of Math, only what IEEE 754 and ECMAScript fix to the last bit.
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
    // What a terminal shows goes through say() or openOutput(), which keep foreign texts from controlling it.
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
