import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

/** What oxlint does not see: templates, and what they use of their scripts. */
export default [
  ...vue.configs['flat/recommended'],
  { rules: vue.configs['no-layout-rules'].rules }, // which is the formatter's
  {
    files: ['**/*.vue'],
    plugins: { '@typescript-eslint': ts.plugin },
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      '@typescript-eslint/no-unused-vars': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
    },
  },
];
