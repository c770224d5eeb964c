import { commandHeader, pageKeyEntry } from '#api';
import { signInScriptPath } from './request-gate.ts';

/** The page for a browser that is not signed in; if it still has its key, the script gets the cookie back and continues to the app. */
export function signInPage(host: string): string {
  return page(
    'This browser is not signed in',
    `<p>Lambdascope is running here. To let this browser in, open the link that the terminal printed when the server
      started:</p>
    <p class="link">http://${host}/?token=…</p>
    <p>The link works once, in one browser. If it has been used, stop the server with Ctrl+C and start it again for a
      new one. Runs in training are then interrupted: they keep every recorded epoch and can be resumed.</p>`,
  );
}

/** A page for any other refusal, with the reason. */
export function refusalPage(reason: string): string {
  return page('Lambdascope cannot show this', `<p>${escapeHtml(reason)}</p>`);
}

/**
 * The script of these pages, which load nothing else from the app. If the browser still has a key, it sends a cheap command with it, whose
 * answer renews the cookie.
 */
export const signInScript = `
// A navigation of this page's own: a reload would count as coming from where the page came from, without its cookie.
const goHome = () => {
  const home = '/' + location.hash;
  history.replaceState(null, '', '/sign-in');
  location.replace(home);
};
const explain = () => (document.getElementById('problem').hidden = false);

async function signIn() {
  const kept = localStorage.getItem('${pageKeyEntry}');
  if (!kept) return;
  const headers = { 'content-type': 'application/json', '${commandHeader}': kept };
  const answer = await fetch('/api/getActivity', { method: 'POST', headers, body: '{}' });
  if (answer.status === 401) return;
  const page = await fetch('/', { method: 'HEAD', cache: 'no-store' });
  if (page.ok) goHome();
  else explain();
}
signIn().catch(explain);
`;

// Colours and type from renderer/app/theme/tokens.css. The page fades in late, so that nothing flashes if the script continues by itself.
const style = `
  :root { color-scheme: light dark; --surface: #fff; --sunken: #f6f6f7; --text: #1b1c1f; --muted: #5a5d66;
    --border: #e2e3e7; --accent: #1f5fd1; --warning: #8a5a00; --warning-surface: #fdf3df; }
  @media (prefers-color-scheme: dark) { :root { --surface: #17181b; --sunken: #1e2024; --text: #e8e9ec;
    --muted: #a6aab4; --border: #2f3238; --accent: #6ea2f7; --warning: #e5b45c; --warning-surface: #372c17; } }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--sunken);
    color: var(--text); font: 13px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
  main { box-sizing: border-box; width: min(460px, 100vw - 32px); margin: 32px 0; padding: 28px 32px; border-radius: 5px;
    background: var(--surface); border: 1px solid var(--border); display: grid; gap: 12px;
    animation: appear 150ms 250ms backwards; }
  @keyframes appear { from { opacity: 0; } }
  [hidden] { display: none; }
  svg { display: block; width: 28px; height: 28px; margin-left: -6px; color: var(--accent); }
  h1 { font-size: 15px; font-weight: 600; margin: 0 0 -4px; }
  p { margin: 0; color: var(--muted); overflow-wrap: anywhere; }
  .link { padding: 6px 10px; border-radius: 5px; background: var(--sunken); color: var(--text);
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace; font-size: 12px; }
  #problem { padding: 8px 10px; border-radius: 5px; background: var(--warning-surface); color: var(--warning); }
`;

const logo =
  '<svg viewBox="0 0 28 28" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M8.5 5.5h1.6c1.3 0 2.1.6 2.6 1.9l4.9 12c.6 1.5 1.4 2.3 3.4 2.3M13.6 11.6L7.6 22"/></svg>';

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} – Lambdascope</title>
    <style>${style}</style>
    <script src="${signInScriptPath}" defer></script>
  </head>
  <body>
    <main>
      ${logo}
      <h1>${title}</h1>
      ${body}
      <p id="problem" role="alert" hidden>This browser keeps no cookies or site data for this address, so it cannot stay
        signed in. Allow them and reload this page; if that does not help, start the server again for a new link.</p>
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
