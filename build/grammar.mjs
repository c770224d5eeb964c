import { readFileSync, writeFileSync } from 'node:fs';
import peggy from 'peggy';

// Compiles the filter language's grammar. The result is committed, so that Peggy is only needed when the grammar changes.

const folder = new URL('../src/experiments/query/', import.meta.url);
const source = readFileSync(new URL('filter.peggy', folder), 'utf8');
const target = new URL('filter-grammar.js', folder);
const code = peggy.generate(source, { output: 'source', format: 'es' });
writeFileSync(target, code);
