import { join, resolve } from 'node:path';
import { buildsOf, findBinary } from './electron-package.ts';
import { obstacleOf, thisMachine } from './obstacle.ts';
import { sandboxObstacle } from './sandbox.ts';
import { runDesktop } from './window.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * Opens the desktop app. Resolves to null once it has ended, with its exit code set, or to the reason why it cannot be opened on this
 * machine.
 */
export async function openDesktop(userArguments: readonly string[]): Promise<string | null> {
  const folder = join(projectFolder, 'node_modules/electron');
  const obstacle = obstacleOf(thisMachine(buildsOf(folder)));
  if (obstacle !== null) return obstacle;
  const found = await findBinary(folder, say);
  if ('reason' in found) return found.reason;
  const { binary } = found;
  const isSandboxed = !userArguments.includes('--no-sandbox');
  const unsafe = process.platform === 'linux' && isSandboxed ? sandboxObstacle(binary) : null;
  if (unsafe !== null) return unsafe;
  const end = await runDesktop(binary, [projectFolder, ...userArguments]);
  if ('reason' in end) return end.reason;
  process.exitCode = end.exitCode;
  return null;
}
