import { registerHooks } from 'node:module';

// Loaded with `node --import` before the built main process: from here on, 'electron' is the stand-in.
const standIn = new URL('./electron.ts', import.meta.url).href;
const names: readonly string[] = ['electron', 'electron/main', 'electron/common'];

registerHooks({
  resolve: (specifier, context, next) =>
    names.includes(specifier) ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
