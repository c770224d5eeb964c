import stories from '../../playwright.config.ts';

/** `npm run guide`: not a test for CI. It writes the pictures and the numbers of docs/guide.md. */
export default {
  ...stories,
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: undefined,
  workers: 1,
  projects: [{ name: 'serve', use: { host: 'serve' } }],
};
