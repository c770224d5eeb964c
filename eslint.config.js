import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';
import { portable } from './build/lint/portable.ts';

/** Where processes live. */
const typed = ['src/{api,app,cli,serve,storage,workers}/**/*.ts', 'electron/**/*.ts'];

export default ts.config(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'src/engine/kernels/assembly/',
      'src/experiments/query/filter-grammar.js',
    ],
  },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  { rules: vue.configs['no-layout-rules'].rules }, // which is the formatter's
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
      'no-restricted-syntax': ['error', ...portable],
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
        ...portable,
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
  ...ts.configs.strictTypeCheckedOnly.map((config) => ({ ...config, files: typed })),
  {
    // What needs types is asked of hosts alone, where a promise that nobody waits for ends the process.
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Taste, or wrong where a value changes meanwhile.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // What a test reads out of an answer it asserts anyway.
    files: typed.flatMap((part) => [
      [part, '**/*.test.ts'],
      [part, '**/*fixture.ts'],
    ]),
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }], // its rejection fails the test
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['build/**', 'bench/**', 'soak/**'], rules: { 'no-console': 'off' } },
  // The soak reads /proc; where the stand-in is not wanted, there is Electron.
  { files: ['soak/**', 'e2e/electron-stand-in/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // What a terminal shows goes through say() or openOutput(), which keep foreign texts from controlling it.
    files: ['src/cli/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/cli/{say,output,exit,main,index,progress-bar,cli-fixture}.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...portable,
        {
          selector:
            'CallExpression[callee.object.property.name=/^std(out|err)$/][callee.property.name="write"]',
          message: 'Use say() or openOutput().',
        },
      ],
    },
  },
);
