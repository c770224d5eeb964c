/** Tags in one cell, separated by semicolons; a semicolon or backslash within a tag has a backslash before it. */
export function csvTags(tags: readonly string[]): string {
  return tags.map((tag) => tag.replaceAll(/[\\;]/g, '\\$&')).join(';');
}

/** Lines gathered into chunks of about `chunkLength` characters. */
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
