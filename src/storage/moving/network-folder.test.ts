import { expect, it } from 'vitest';
import { linuxMounts, macMounts, networkTypeOf } from './network-folder.ts';

const linux = linuxMounts(
  [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '30 22 0:26 / /home/ada/my\\040server rw,nosuid shared:2 - nfs4 server:/export rw,vers=4.2',
    '31 22 0:27 / /mnt/lab rw - cifs //lab/data rw',
    '32 22 0:28 / /home/ada/remote rw master:1 - fuse.sshfs ada@host:/ rw',
    '33 22 8:17 / /media/ada/stick rw - fuseblk /dev/sdb1 rw',
    '34 31 8:33 / /mnt/lab/local rw - xfs /dev/sdc1 rw',
    '35 22 0:30 / /mnt/c rw - 9p C:\\134 rw',
  ].join('\n'),
);
const mac = macMounts(
  [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '//ada@lab._smb._tcp.local/data on /Volumes/data (smbfs, nodev, nosuid, mounted by ada)',
    '/dev/disk4s1 on /Volumes/My (old) disk (exfat, local, nodev)',
  ].join('\n'),
);

it.each([
  ['/home/ada', null],
  ['/home/ada/my server', 'nfs4'],
  ['/home/ada/my server/runs', 'nfs4'],
  ['/home/ada/my server two', null],
  ['/mnt/lab/runs', 'cifs'],
  ['/mnt/lab/local/runs', null],
  ['/home/ada/remote/x', 'fuse.sshfs'],
  ['/media/ada/stick/runs', null],
  ['/mnt/c/Users', '9p'],
])('on Linux, %s is on %s', (folder, type) => {
  expect(networkTypeOf(folder, () => linux)).toBe(type);
});

it.each([
  ['/Users/ada', null],
  ['/Volumes/data/runs', 'smbfs'],
  ['/Volumes/My (old) disk/runs', null],
])('on macOS, %s is on %s', (folder, type) => {
  expect(networkTypeOf(folder, () => mac)).toBe(type);
});

it.each([
  ['C:\\Users\\ada', null],
  ['\\\\server\\share\\runs', 'a Windows share'],
  ['\\\\?\\UNC\\server\\share', 'a Windows share'],
  ['\\\\?\\C:\\Users', null],
])('on Windows, %s is on %s', (folder, type) => {
  expect(networkTypeOf(folder, () => [])).toBe(type);
});

it('works on this machine', () => {
  expect(networkTypeOf(process.cwd())).toBeNull();
});
