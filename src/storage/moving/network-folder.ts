import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A mounted file system. */
export interface Mount {
  readonly point: string;
  readonly type: string;
}

/** File system types, as Linux and macOS name them, whose files are on another machine. */
const networkTypes =
  /^(nfs\d*|cifs|smb\w*|afpfs|afs|webdav|davfs2?|9p|ncpfs|ceph|glusterfs|lustre|gpfs|coda|beegfs\w*)$|^(fuse|macfuse|osxfuse)\.?.*(sshfs|rclone|s3fs|gcsfuse|glusterfs|gvfs\w*|davfs|curlftpfs|ceph)/;

/** The kind of network file system that a folder is on, e.g. `nfs4`; null if it is on a local disk, or unknown. `folder` is a real path. */
export function networkTypeOf(folder: string, mounts: () => readonly Mount[] = readMounts): string | null {
  // On Windows the real path of a mapped drive is that of its share.
  if (/^\\\\(?!\?\\[A-Za-z]:)/.test(folder)) return 'a Windows share';
  const type = mounts()
    .filter(({ point }) => folder === point || folder.startsWith(point.endsWith('/') ? point : `${point}/`))
    .sort((a, b) => a.point.length - b.point.length)
    .at(-1)?.type;
  return type !== undefined && networkTypes.test(type) ? type : null;
}

function readMounts(): readonly Mount[] {
  try {
    if (process.platform === 'linux') return linuxMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
    if (process.platform === 'darwin')
      return macMounts(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 5000 }));
  } catch {
    // Then nothing is known about it.
  }
  return [];
}

/** Parses /proc/self/mountinfo; see proc_pid_mountinfo(5). */
export function linuxMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [fields = '', rest = ''] = line.split(' - ');
    const [point, type] = [fields.split(' ')[4], rest.split(' ')[0]];
    return point && type ? [{ point: unescapeOctal(point), type }] : [];
  });
}

/** Parses the output of /sbin/mount: `//user@host/share on /Volumes/share (smbfs, nodev, nosuid)`. */
export function macMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, point, type] = /^.+? on (\/.*) \(([^,)]+)/.exec(line) ?? [];
    return point && type ? [{ point, type }] : [];
  });
}

function unescapeOctal(text: string): string {
  return text.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
