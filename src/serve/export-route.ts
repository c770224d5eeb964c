import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** A prepared export: rows are produced as fast as the reader of `chunks` takes them. */
export interface PreparedExport {
  readonly fileName: string;
  readonly chunks: AsyncIterable<string>;
}

/**
 * GET /api/exports/TICKET streams a CSV. A ticket comes from the prepareExport command and works once, so this GET
 * changes nothing that is stored. A failure on the way breaks the connection: half a file never looks whole.
 */
export function addExportRoute(
  server: FastifyInstance,
  takeExport: (ticket: string) => PreparedExport,
): void {
  const options = { exposeHeadRoute: false }; // a HEAD would use the ticket up
  server.get<{ Params: { ticket: string } }>('/api/exports/:ticket', options, (request, reply) => {
    const { fileName, chunks } = takeExport(request.params.ticket);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', contentDisposition(fileName))
      .send(Readable.from(chunks, { objectMode: false }));
  });
}

function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
