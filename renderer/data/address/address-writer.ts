import type { LocationQuery, RouteLocationNormalizedLoaded, Router } from 'vue-router';

/** Browsers refuse addresses that change much more often. */
const dragMs = 250;

/** Writes parts of a screen's state into its address. */
export interface AddressWriter {
  /**
   * In the place of the entry of the history that the screen has. Undefined takes the part out. Several parts of one moment are one
   * change; while `drags`, a few a second are.
   */
  write(name: string, text: string | undefined, drags?: boolean): void;
  /**
   * In an entry of its own, together with what else is written in that moment: Back undoes it. Where the entry that is left says
   * nothing of the part, and that means what is remembered, it is to say `left` from then on.
   */
  enter(name: string, text: string | undefined, left?: string): void;
  /** True while what is to be written of it is not yet. */
  isPending(name: string): boolean;
  /** What is to be written of it. */
  pending(name: string): string | undefined;
}

const writers = new WeakMap<Router, AddressWriter>();

/** The one writer of a router. */
export function addressWriter(router: Router): AddressWriter {
  const known = writers.get(router);
  if (known) return known;
  const writer = createAddressWriter(router);
  writers.set(router, writer);
  return writer;
}

function createAddressWriter(router: Router): AddressWriter {
  let pending = new Map<string, string | undefined>();
  /** What the entry that is left is to carry, while a new one is to come. */
  let leaving: LocationQuery | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOwn = false;
  /** Another place was asked for: what the screen still says is not to end that, and not to stand in the next address. */
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

  /** Without a navigation: nothing on the screen changes. */
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
    // Going back has changed the address already; else the entry that is left gets what was not written yet.
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
