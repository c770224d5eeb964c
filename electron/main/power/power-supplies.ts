import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a Linux machine runs on battery, according to its kernel (Documentation/ABI/testing/sysfs-class-power): no supply feeds it, and a
 * battery other than a peripheral's is discharging. False if that cannot be determined.
 */
export async function runsOnBattery(folder = '/sys/class/power_supply'): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const supplies = await Promise.all(names.map((name) => readSupply(join(folder, name))));
  if (supplies.some(({ online }) => online === '1')) return false;
  return supplies.some(
    ({ type, scope, status }) =>
      (type === 'Battery' || type === 'UPS') && scope !== 'Device' && status === 'Discharging',
  );
}

async function readSupply(folder: string): Promise<Record<'type' | 'scope' | 'online' | 'status', string>> {
  const read = async (name: string): Promise<string> =>
    (await readFile(join(folder, name), 'utf8').catch(() => '')).trim();
  const [type, scope, online, status] = await Promise.all(['type', 'scope', 'online', 'status'].map(read));
  return { type: type!, scope: scope!, online: online!, status: status! };
}
