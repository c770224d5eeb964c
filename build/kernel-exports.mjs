// Writes kernel-exports.ts of src/engine/kernels: the kernel functions called by the host, from asc's own declarations, and the numbers of
// their enums by the names used in configs. A kernel whose signature changes then no longer compiles where it is called the old way.

/**
 * @param declarations the text that asc writes with `--bindings raw`
 * @param sources texts of assembly/ with the enums that the host needs
 */
export function kernelExports(declarations, sources) {
  const functions = [...declarations.matchAll(/export function (\w+)\(([^)]*)\): void;/g)];
  const methods = functions.map(([, name, given]) => {
    // WebAssembly has no booleans.
    const parameters = given.replaceAll('boolean', 'number').split(', ').filter(Boolean);
    return `  ${name}(${parameters.map((parameter) => `\n    ${parameter},`).join('')}\n  ): void;\n`;
  });
  return `// Made by build/kernels.mjs from assembly/. Do not edit.
/** What assembly/index.ts exports, and documents; addresses and lengths are whole numbers, and memory is that of the instance. */
export interface Kernels {
${methods.join('')}}
${sources.flatMap(enumsOf).join('')}`;
}

function enumsOf(source) {
  return [...source.matchAll(/export const enum (\w+) \{([^}]*)\}/g)].map(([, name, body]) => {
    const members = body.replaceAll(/\/\*.*?\*\//gs, '').split(',');
    const names = members.map((member) => lowerFirst(member.trim())).filter(Boolean);
    const numbers = names.map((member, index) => `  ${member}: ${index},\n`).join('');
    return `\n/** Numbers of ${name} in assembly/. */\nexport const ${lowerFirst(name)}Number = {\n${numbers}} as const;\n`;
  });
}

function lowerFirst(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
