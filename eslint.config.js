import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

export default ts.config(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'src/engine/kernels/assembly/',
    ],
  },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: { 'vue/multi-word-component-names': 'off', 'vue/require-default-prop': 'off' },
  },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off', // typed arrays under noUncheckedIndexedAccess need it
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '\\.\\./.*(engine|experiments|api|storage|workers|app|serve)/index',
              message: 'Import a module by its face: #engine, #api, ...',
            },
          ],
        },
      ],
    },
  },
  {
    // Pure: no clock and no randomness that a seed does not decide.
    files: ['src/engine/**/*.ts', 'src/experiments/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is passed in.' },
        { object: 'Date', property: 'now', message: 'The engine has no clock.' },
      ],
      'no-restricted-globals': ['error', 'performance', 'Date', 'process', 'setTimeout'],
    },
  },
  {
    // The same bits on every host: of Math, only what IEEE 754 and ECMAScript fix to the last bit.
    files: ['src/engine/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':not(MemberExpression[object.name="Math"][property.name=/^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|PI)$/]) > Identifier[name="Math"]',
          message: 'Hosts differ in its last bits: see src/engine/numerics/elementary.ts.',
        },
        {
          selector: ':matches(BinaryExpression[operator="**"], AssignmentExpression[operator="**="])',
          message: 'Hosts differ in its last bits: see wholePower in src/engine/numerics/elementary.ts.',
        },
      ],
    },
  },
  { files: ['build/**', 'bench/**', 'soak/**'], rules: { 'no-console': 'off' } },
  {
    // What a terminal shows goes through say() or openOutput(), which keep foreign texts from controlling it.
    files: ['src/cli/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/cli/{say,output,exit,main,index,progress-bar,cli-fixture}.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.property.name=/^std(out|err)$/][callee.property.name="write"]',
          message: 'Use say() or openOutput().',
        },
      ],
    },
  },
  prettier,
);
