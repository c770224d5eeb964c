import './check-node.mjs';
import { enableCompileCache } from 'node:module';
import { project } from './paths.mjs';

// Node takes the types out of the stories in a fourth of the time that Playwright's own compiler needs to do so.
process.env.PW_DISABLE_TS_ESM = '1';
enableCompileCache(project('node_modules/.cache/node'));
process.argv.splice(2, 0, 'test');
await import('@playwright/test/cli');
