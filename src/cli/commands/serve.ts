import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ThreadCount } from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { type Done, exitCode } from '../exit.ts';
import { addCommand, addThreadsOption, parsePort } from '../options.ts';
import { addQueueOption, type QueueOptions, readQueue } from '../queue-options.ts';
import { openOutput } from '../output.ts';
import { onInputEnd, onInterrupt } from '../signals.ts';
import { say } from '../say.ts';

interface ServeOptions extends QueueOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly threads?: ThreadCount;
  readonly untilInputEnds?: true;
}

const loopback = ['127.0.0.1', 'localhost', '::1'];

export function addServeCommand(program: Command, environment: Environment, done: Done): void {
  const command = addCommand(program, 'serve', 'serve the app to a browser')
    .option('--port <n>', 'port to listen on; 0 takes any free port', parsePort, 0)
    .option(
      '--host <address>',
      'address to listen on; with any other than a loopback address, other machines can connect',
      '127.0.0.1',
    )
    .option(
      '--until-input-ends',
      'stop, as on Ctrl+C, when standard input ends: for programs that start the server, on Windows too',
    );
  addThreadsOption(command);
  addQueueOption(command).action(async (options: ServeOptions) => {
    const { port, host } = options;
    const { rendererDir } = environment;
    const warn = (message: string): void => say(`warning: ${message}`);
    const opened = Promise.withResolvers<Lambdascope>();
    const workers = await readQueue(options, { isPatient: true });
    const served = withApp(
      environment,
      options.dataDir,
      'serve',
      async (app) => {
        opened.resolve(app);
        const stopped = Promise.withResolvers<undefined>();
        const stop = (): void => stopped.resolve(undefined);
        const removeInterrupt = onInterrupt(stop);
        const removeInputEnd = options.untilInputEnds ? onInputEnd(stop) : null;
        const server = await starting;
        try {
          if (!existsSync(join(rendererDir, 'index.html'))) {
            warn('the interface is not built, so only the API is served; build it with: npm run build');
          }
          if (!loopback.includes(host)) {
            warn(`${host} is not a loopback address: other machines can reach this server, over plain HTTP`);
          }
          await openOutput().write(`${JSON.stringify({ url: server.url, token: server.token })}\n`);
          if (process.stderr.isTTY) say('Open the link in a browser; Ctrl+C stops the server.');
          await stopped.promise;
        } finally {
          removeInterrupt();
          removeInputEnd?.();
          await server.close();
        }
      },
      { ...options, workers },
    );
    // The server is prepared while the store's threads open the history.
    const starting = import('#serve').then(({ startServer }) =>
      startServer({ app: opened.promise, rendererDir, port, host, warn }),
    );
    starting.catch(() => undefined); // whoever awaits it is notified
    await served;
    done(exitCode.done);
  });
}
