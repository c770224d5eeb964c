import type { z } from 'zod';
import { runConfigSchema } from '../run-config.ts';

/** A config value that a filter can query. In its path, `N` stands for the index of a layer, counting from 0. */
export interface ConfigLeaf {
  readonly path: string;
  readonly type: 'number' | 'text';
  /** All values that a text field can have; empty if it accepts any text. */
  readonly values: readonly string[];
  /** True for an integer. */
  readonly whole: boolean;
}

/** Fields that every run has under a name of their own. */
const ownNames: ReadonlySet<string> = new Set(['name', 'seed']);

let collected: readonly ConfigLeaf[] | undefined;

/** Every path that the schema of configs allows, in its order. */
export function configLeaves(): readonly ConfigLeaf[] {
  return (collected ??= collectLeaves());
}

function collectLeaves(): ConfigLeaf[] {
  const leaves = new Map<string, ConfigLeaf>();
  const visit = (schema: z.core.$ZodType, path: string): void => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case 'object':
        for (const [key, field] of Object.entries(def.shape))
          visit(field, path === '' ? key : `${path}.${key}`);
        return;
      case 'array':
        return visit(def.element, `${path}.N`);
      case 'union':
        for (const option of def.options) visit(option, path);
        return;
      case 'default':
      case 'prefault':
      case 'nullable':
      case 'optional':
        return visit(def.innerType, path);
      case 'enum':
        return add(path, 'text', Object.values(def.entries).map(String));
      case 'literal':
        return typeof def.values[0] === 'number'
          ? add(path, 'number', [], def.values.every(Number.isInteger))
          : add(path, 'text', def.values.map(String));
      case 'boolean':
        return add(path, 'text', ['true', 'false']);
      case 'number':
        return add(path, 'number', [], 'format' in def && def.format === 'safeint');
      case 'string':
        return add(path, 'text', []);
      default:
        throw new Error(`a config has a ${def.type} at ${path}, which the filter language does not know`);
    }
  };
  const add = (path: string, type: ConfigLeaf['type'], values: readonly string[], whole = false): void => {
    if (ownNames.has(path)) return;
    const before = leaves.get(path);
    leaves.set(path, {
      path,
      type,
      values: [...new Set([...(before?.values ?? []), ...values])],
      whole: whole && (before?.whole ?? true),
    });
  };
  visit(runConfigSchema, '');
  return [...leaves.values()];
}

/** True for a path of a config that holds whole numbers alone. */
export function isWholeNumber(path: string): boolean {
  const template = path.replaceAll(/\.\d+(?=\.|$)/g, '.N');
  return configLeaves().some((leaf) => leaf.path === template && leaf.whole);
}
