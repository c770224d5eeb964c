import type { LocationQuery, RouteLocationNormalizedLoaded, Router } from 'vue-router';

/** Browsers reject address changes that come much more often. */
const dragMs = 250;

/** Writes parts of a screen's state to its address. */
export interface AddressWriter {
  /**
   * Replaces the screen's current history entry. Undefined removes the part. Parts written in the same turn make one change; with `drags`,
   * there are at most a few changes per second.
   */
  write(name: string, text: string | undefined, drags?: boolean): void;
  /**
   * Adds a history entry, together with everything else written in the same turn, so that Back undoes it. If the entry being left omits the
   * part, which then means the remembered value, `left` is written to it.
   */
  enter(name: string, text: string | undefined, left?: string): void;
  /** True while a write of this part is pending. */
  isPending(name: string): boolean;
  /** The pending text of this part. */
  pending(name: string): string | undefined;
}

const writers = new WeakMap<Router, AddressWriter>();

/** The router's one writer. */
export function addressWriter(router: Router): AddressWriter {
  const known = writers.get(router);
  if (known) return known;
  const writer = createAddressWriter(router);
  writers.set(router, writer);
  return writer;
}

function createAddressWriter(router: Router): AddressWriter {
  let pending = new Map<string, string | undefined>();
  /** The query of the entry being left, while a new one is pending. */
  let leaving: LocationQuery | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOwn = false;
  /** A navigation is under way: further writes by the screen must neither cancel it nor end up in the next address. */
  let isLeaving = false;

  function joined({ query }: RouteLocationNormalizedLoaded): LocationQuery {
    const entries = Object.entries({ ...query, ...Object.fromEntries(pending) });
    return Object.fromEntries(entries.filter(([, text]) => text !== undefined)) as LocationQuery;
  }

  function take(route: RouteLocationNormalizedLoaded): LocationQuery {
    const next = joined(route);
    pending = new Map();
    leaving = null;
    clearTimeout(timer);
    timer = undefined;
    return next;
  }

  /** Without a navigation: nothing on screen changes. */
  function rewriteEntry({ path, hash }: RouteLocationNormalizedLoaded, query: LocationQuery): void {
    router.options.history.replace(router.resolve({ path, query, hash }).fullPath);
  }

  async function flush(): Promise<void> {
    if (pending.size === 0) return;
    const now = router.currentRoute.value;
    const left = leaving;
    const next = router.resolve({ path: now.path, query: take(now), hash: now.hash });
    if (next.fullPath === now.fullPath) return;
    if (left !== null) rewriteEntry(now, left);
    isOwn = true;
    try {
      await (left === null ? router.replace(next) : router.push(next));
    } finally {
      isOwn = false;
    }
  }

  router.beforeEach((_to, from) => {
    if (isOwn) return;
    isLeaving = true;
    // Going back has already changed the address; otherwise the entry being left gets the pending writes.
    if (pending.size > 0 && router.options.history.location === from.fullPath) rewriteEntry(from, take(from));
    pending.clear();
    leaving = null;
  });
  router.afterEach(() => void (isLeaving = false));
  router.onError(() => void (isLeaving = false));

  function write(name: string, text: string | undefined, drags = false): void {
    if (isLeaving) return;
    pending.set(name, text);
    if (drags && timer !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), drags ? dragMs : 0);
  }

  return {
    write,
    enter(name, text, left) {
      if (isLeaving) return;
      leaving ??= joined(router.currentRoute.value);
      if (left !== undefined) leaving = { [name]: left, ...leaving };
      write(name, text);
    },
    isPending: (name) => pending.has(name),
    pending: (name) => pending.get(name),
  };
}
