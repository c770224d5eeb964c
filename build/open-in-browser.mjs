import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { project } from './paths.mjs';
import { writeRedirectPage } from './redirect-page.mjs';

/** Longer than a browser takes to start. The link is worthless after its first use, so it may stay for a while. */
const pageLifetimeMs = 60_000;

/** Serves the app, prints its link and opens it in the user's browser, if there is one. Ends with the server. */
export async function openInBrowser(userArguments) {
  const server = spawn(process.execPath, [project('out/main/cli.js'), 'serve', ...userArguments], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  // oxlint-disable-next-line own/portable -- Windows has neither signal: there the console tells both processes of Ctrl+C, and of its end
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  // A terminal sends Ctrl+C to both, and a second one would end the server at once, with runs in training.
  // oxlint-disable-next-line own/portable -- the same
  process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'));
  const ended = new Promise((resolve) => server.once('exit', resolve));

  createInterface({ input: server.stdout }).once('line', async (line) => {
    const { url } = JSON.parse(line);
    process.stdout.write(`${url}\n`);
    if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
    const page = writeRedirectPage(url);
    setTimeout(page.remove, pageLifetimeMs).unref();
    process.once('exit', page.remove);
    const noBrowser = () => process.stderr.write('No browser opened: open the link above in one.\n');
    const { default: open } = await import('open');
    await open(page.path).then((browser) => browser.once('error', noBrowser), noBrowser);
  });

  process.exitCode = (await ended) ?? 1;
}
