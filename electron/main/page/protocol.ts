import { extname, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentSecurityPolicy } from '#api';

type FetchFile = (fileUrl: string) => Promise<Response>;

/**
 * Answers requests for app://ui/... with files of `rendererDir`, and with nothing outside it. Paths without an extension are screens of the
 * page, so they get index.html; `offered` maps paths to the files that the user gave the app to open.
 */
export function createFileResponder(
  rendererDir: string,
  isOurs: (url: string) => boolean,
  fetchFile: FetchFile,
  offered: (pathname: string) => string | null = () => null,
): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  const root = resolve(rendererDir);
  return async ({ url, method }) => {
    if (!isOurs(url) || method !== 'GET') return plain(403, 'refused');
    const file = offered(new URL(url).pathname) ?? fileOf(root, url);
    if (file === null) return plain(403, 'refused');
    try {
      const found = await fetchFile(pathToFileURL(file).href);
      const headers = new Headers({ ...pageHeaders, 'content-type': contentType(file) });
      return found.ok ? new Response(found.body, { headers }) : plain(404, 'no such file');
    } catch {
      return plain(404, 'no such file'); // fetch throws for a missing file
    }
  };
}

/** The absolute path of the requested file, or null if it is not below `root`. */
function fileOf(root: string, url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url).pathname); // `..%2f` survives URL parsing
    if (path.includes('\0')) return null;
    const file = resolve(root, `.${path}`);
    if (file !== root && !file.startsWith(root + sep)) return null;
    return extname(file) === '' ? resolve(root, 'index.html') : file;
  } catch {
    return null; // a stray % in the path
  }
}

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** Module scripts need the exact type, and the system's type table is not reliable. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

function contentType(file: string): string {
  return contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...pageHeaders, 'content-type': 'text/plain' } });
}
