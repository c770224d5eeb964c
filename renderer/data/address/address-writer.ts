import type { LocationQuery, RouteLocationNormalizedLoaded, Router } from 'vue-router';

/** Browsers refuse addresses that change much more often. */
const dragMs = 250;

/** Writes parts of a screen's state into its address, in the place of the entry of the history that the screen has. */
export interface AddressWriter {
  /** Undefined takes the part out. Several parts of one moment are one change; while `drags`, a few a second are. */
  write(name: string, text: string | undefined, drags?: boolean): void;
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOwn = false;
  /** Another place was asked for: what the screen still says is not to end that, and not to stand in the next address. */
  let isLeaving = false;

  function take({ query }: RouteLocationNormalizedLoaded): LocationQuery {
    const entries = Object.entries({ ...query, ...Object.fromEntries(pending) });
    const next = Object.fromEntries(entries.filter(([, text]) => text !== undefined)) as LocationQuery;
    pending = new Map();
    clearTimeout(timer);
    timer = undefined;
    return next;
  }

  async function flush(): Promise<void> {
    if (pending.size === 0) return;
    const { path, hash } = router.currentRoute.value;
    isOwn = true;
    try {
      await router.replace({ path, query: take(router.currentRoute.value), hash });
    } finally {
      isOwn = false;
    }
  }

  router.beforeEach((_to, from) => {
    if (isOwn) return;
    isLeaving = true;
    const { history } = router.options;
    // Going back has changed the address already; else the entry that is left gets what was not written yet.
    if (pending.size > 0 && history.location === from.fullPath)
      history.replace(router.resolve({ path: from.path, query: take(from), hash: from.hash }).fullPath);
    pending.clear();
  });
  router.afterEach(() => void (isLeaving = false));
  router.onError(() => void (isLeaving = false));

  return {
    write(name, text, drags = false) {
      if (isLeaving) return;
      pending.set(name, text);
      if (drags && timer !== undefined) return;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), drags ? dragMs : 0);
    },
    isPending: (name) => pending.has(name),
    pending: (name) => pending.get(name),
  };
}
