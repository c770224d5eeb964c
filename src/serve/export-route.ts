import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { PreparedFile } from '#app';

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
  '.py': 'text/x-python; charset=utf-8',
};

/**
 * GET /api/exports/TICKET streams a file. A ticket comes from a command such as prepareExport and works once, so this GET changes nothing
 * that is stored. A failure on the way breaks the connection: half a file never looks complete.
 */
export function addExportRoute(server: FastifyInstance, takeExport: (ticket: string) => PreparedFile): void {
  const options = { exposeHeadRoute: false }; // a HEAD would use up the ticket
  server.get<{ Params: { ticket: string } }>('/api/exports/:ticket', options, (request, reply) => {
    const { fileName, chunks } = takeExport(request.params.ticket);
    return reply
      .type(contentTypes[extname(fileName)] ?? 'application/octet-stream')
      .header('content-disposition', contentDisposition(fileName))
      .send(Readable.from(chunks, { objectMode: false }));
  });
}

function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
