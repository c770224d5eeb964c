import { importChoice, type ImportChoice, type ImportPlan } from '#api';
import type { TestStore } from '../store-fixture.ts';
import { createRunImporter } from './run-importer.ts';

// Runs imports in the thread of the test.

export type Files = Readonly<Record<string, string | Uint8Array>>;
let imports = 0;

export function importerOf(store: TestStore, files: Files) {
  const { file, session } = store.identity();
  const importer = createRunImporter({ file, session, key: `${session}-${++imports}`, source: 'theirs' });
  for (const [name, content] of Object.entries(files)) importer.push(name, Buffer.from(content));
  return importer;
}

export async function planOf(
  importer: ReturnType<typeof createRunImporter>,
  choice: ImportChoice,
): Promise<ImportPlan> {
  for (;;) {
    const { plan } = await importer.plan(choice);
    if (plan !== null) return plan;
  }
}

export async function bring(store: TestStore, files: Files, given: Partial<ImportChoice> = {}) {
  const importer = importerOf(store, files);
  const choice = importChoice.parse(given);
  const plan = await planOf(importer, choice);
  for (;;) {
    const { done } = await importer.advance(choice);
    if (done !== null) return { plan, done };
  }
}
