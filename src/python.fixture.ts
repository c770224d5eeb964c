import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** The Python of `npm run check:python -- --python PATH`. */
const program = process.env.LAMBDASCOPE_PYTHON || 'python3';
const found = new Map<string, boolean>();

/** Whether Python is there and has this package. */
export function pythonHas(name: 'numpy' | 'pyarrow' | 'torch'): boolean {
  const known = found.get(name) ?? spawnSync(program, ['-c', `import ${name}`]).status === 0;
  found.set(name, known);
  return known;
}

/** What a script recorded in its `history`, by name, and what it printed. */
export interface ScriptResult {
  readonly history: readonly Readonly<Record<string, number | null>>[];
  readonly printed: string;
}

const runScripts = `
import contextlib, io, json, runpy, sys
results = []
for path in sys.argv[1:]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        history = runpy.run_path(path)["history"]
    results.append({"history": history, "printed": printed.getvalue()})
json.dump(results, sys.stdout)
`;

/** What Python prints. Rejects with what it says on stderr when it fails; warnings are failures. */
export async function python(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['-W', 'error', ...args], {
    // One thread: sums are added in the same order whatever the machine.
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    maxBuffer: 256 * 1024 ** 2,
  });
  return stdout;
}

/** Runs scripts one after the other in one Python. */
export async function runPythonScripts(paths: readonly string[]): Promise<ScriptResult[]> {
  return JSON.parse(await python(['-c', runScripts, ...paths])) as ScriptResult[];
}
