import './check-node.mjs';

const { ensureBuilt } = await import('./ensure-built.mjs');
const { openDesktop } = await import('./open-desktop.mjs');
const { openInBrowser } = await import('./open-in-browser.mjs');

await ensureBuilt();
const userArguments = process.argv.slice(2);
const whyNot = await openDesktop(userArguments);
if (whyNot !== null) {
  process.stderr.write(
    `The desktop window cannot open here: ${whyNot}. Serving the same app in the browser.\n`,
  );
  await openInBrowser(userArguments);
}
