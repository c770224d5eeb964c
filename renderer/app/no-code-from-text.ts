import { config } from 'zod';

// The Content-Security-Policy forbids eval, and a schema that tries it triggers a violation report, for which all of the page's code is
// parsed again.
config({ jitless: true });
