/** Tags in one cell, separated by semicolons; a semicolon or backslash within a tag is escaped with a backslash. */
export function csvTags(tags: readonly string[]): string {
  return tags.map((tag) => tag.replaceAll(/[\\;]/g, '\\$&')).join(';');
}

/** Lines, joined into chunks of about `chunkLength` characters. */
export function* inChunks(lines: Iterable<string>, chunkLength = 65_536): Generator<string, undefined> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
  return undefined;
}
