import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface Certificates {
  /** The authority, which a client has to be told of. */
  readonly authority: string;
  /** Its certificate for `name`. */
  readonly certificate: string;
  readonly key: string;
}

export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0;

/** Makes an authority and a certificate for the host `name`, such as `localhost`, in `folder`. Needs openssl. */
export function makeCertificates(folder: string, name: string): Certificates {
  const inFolder = (file: string): string => join(folder, file);
  const authority = { certificate: inFolder('authority.crt'), key: inFolder('authority.key') };
  const made = { certificate: inFolder('server.crt'), key: inFolder('server.key') };
  const newKey = ['-newkey', 'rsa:2048', '-nodes'];
  const request = inFolder('server.csr');
  const extensions = inFolder('server.ext');
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=Lambdascope test authority',
    '-keyout',
    authority.key,
    '-out',
    authority.certificate,
  );
  openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', made.key, '-out', request);
  writeFileSync(extensions, `subjectAltName=DNS:${name}\n`);
  openssl(
    ...['x509', '-req', '-in', request, '-days', '2', '-extfile', extensions, '-set_serial', '1'],
    ...['-CA', authority.certificate, '-CAkey', authority.key, '-out', made.certificate],
  );
  return { ...made, authority: authority.certificate };
}

function openssl(...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${error?.message ?? stderr}`);
}
