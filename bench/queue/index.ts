import { redisProgram } from '../../src/redis-server.fixture.ts';
import { backlog } from './backlog.ts';
import { costs } from './costs.ts';
import { memory } from './memory.ts';
import { reportRedisCosts } from './redis-costs.ts';
import { sideBySide } from './side-by-side.ts';
import { takeovers } from './takeovers.ts';

/** Runs through the queue compared with the local pool, on this machine's cores. */
export async function queue(): Promise<void> {
  if (redisProgram() === null) return console.log('queue: skipped, there is no redis-server');
  await sideBySide();
  await costs();
  await reportRedisCosts();
  await backlog();
  await memory();
  await takeovers();
}
