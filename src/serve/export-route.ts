import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PreparedFile } from '#app';

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
  '.py': 'text/x-python; charset=utf-8',
};

/** Streams a file. A failure on the way breaks the connection: half a file never looks complete. */
export async function sendExport(
  response: ServerResponse,
  { fileName, chunks }: PreparedFile,
): Promise<void> {
  response.writeHead(200, {
    'content-type': contentTypes[extname(fileName)] ?? 'application/octet-stream',
    'content-disposition': contentDisposition(fileName),
  });
  await pipeline(Readable.from(chunks, { objectMode: false }), response);
}

function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
