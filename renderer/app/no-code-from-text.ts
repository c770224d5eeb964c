import { config } from 'zod';

// The Content-Security-Policy refuses code from text, and a schema that tries costs the page a violation, whose report parses all of its code anew.
config({ jitless: true });
