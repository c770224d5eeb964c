/** Returns the text of a file; null if it does not exist or cannot be read. */
export type ReadText = (file: string) => string | null;

/**
 * The processor time that this process's control groups allow, in processors, such as 1.5; null if they set no limit. The tightest limit of
 * its group and all enclosing groups applies, in cgroup v2 (`cpu.max`) and v1 (`cpu.cfs_quota_us`). In a container the path may exist only
 * on the host: then the mounted root is the container's own group.
 */
export function readCpuQuota(read: ReadText): number | null {
  const quotas = (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
    const [id, controllers = '', ...rest] = line.split(':');
    const groups = groupsAround(rest.join(':'));
    if (id === '0') return groups.map((group) => quotaOfMax(read(`/sys/fs/cgroup${group}/cpu.max`)));
    if (!controllers.split(',').includes('cpu')) return [];
    return groups.map((group) => {
      const file = `/sys/fs/cgroup/${controllers}${group}/cpu.cfs`;
      const own = quotaOf(read(`${file}_quota_us`), read(`${file}_period_us`));
      const short = `/sys/fs/cgroup/cpu${group}/cpu.cfs`;
      return own ?? quotaOf(read(`${short}_quota_us`), read(`${short}_period_us`));
    });
  });
  const limits = quotas.filter((quota) => quota !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** The path and its parents up to the root, which is ''. */
function groupsAround(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.includes('..')
    ? ['']
    : Array.from({ length: parts.length + 1 }, (_, count) =>
        parts
          .slice(0, count)
          .map((part) => `/${part}`)
          .join(''),
      );
}

/** For `max 100000` or `150000 100000`. */
function quotaOfMax(text: string | null): number | null {
  const [quota, period] = (text ?? '').trim().split(/\s+/);
  return quotaOf(quota ?? null, period ?? null);
}

/** -1 and `max` mean no limit. */
function quotaOf(quota: string | null, period: string | null): number | null {
  const processors = Number(quota ?? NaN) / Number(period ?? NaN);
  return Number.isFinite(processors) && processors > 0 ? processors : null;
}
