import { fileURLToPath } from 'node:url';

/** Absolute path of something in the project. */
export const project = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
