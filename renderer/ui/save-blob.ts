/** Hands a file to the browser or the desktop shell for saving. */
export function saveBlob(blob: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // Once it has begun, the download keeps its own reference to the blob.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A display name as a file name: without what a file system might refuse. */
export function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'lambdascope' : plain;
}
