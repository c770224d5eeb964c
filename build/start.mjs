import './check-node.mjs';

const { ensureBuilt } = await import('./ensure-built.mjs');
const { openDesktop } = await import('./desktop/open.ts');
const { serveArguments } = await import('./desktop/serve-arguments.ts');
const { openInBrowser } = await import('./open-in-browser.mjs');

await ensureBuilt();
const userArguments = process.argv.slice(2);
const reason = await openDesktop(userArguments);
if (reason !== null) {
  const { understood, ignored } = serveArguments(userArguments);
  const without = ignored.length > 0 ? `, without ${ignored.join(' ')}` : '';
  process.stderr.write(
    `The desktop window cannot open here: ${reason}. Serving the same app in the browser${without}.\n`,
  );
  await openInBrowser(understood);
}
