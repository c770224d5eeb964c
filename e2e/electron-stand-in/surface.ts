import type { EventEmitter } from 'node:events';

/**
 * Proves, when types are checked, that whatever a stand-in shares by name with Electron matches Electron's declaration: `Fits<StandIn,
 * Electron.App>` is an error if `quit` has a different type. `Apart` members are themselves stand-ins that cover only part of Electron's
 * types. Event methods are left out: EventEmitter lacks overloads per event name.
 */
export type Fits<
  StandIn extends Pick<Real, Exclude<keyof StandIn & keyof Real, Apart | keyof EventEmitter>>,
  Real,
  Apart extends keyof Real = never,
> = Pick<StandIn & Real, Exclude<keyof StandIn & keyof Real, Apart>>;

/** An event whose default a listener may prevent. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<Fields extends object>(fields: Fields): Fields & PreventableEvent {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

/**
 * After destruction only these members can still be used, in addition to EventEmitter's methods. Everything else throws as Electron's does
 * (shell/common/gin_helper/function_template.h, v45).
 */
export function forbidMembers(object: object, allowed: readonly string[]): void {
  for (let owner: object = object; ; owner = Object.getPrototypeOf(owner) as object) {
    if (owner.constructor.name === 'EventEmitter' || owner === Object.prototype) return;
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (name === 'constructor' || name.startsWith('_') || allowed.includes(name)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(owner, name);
      if (owner === object && descriptor?.configurable !== true) continue;
      Object.defineProperty(object, name, { configurable: true, get: refuse, set: refuse });
    }
  }
}

function refuse(): never {
  throw new TypeError('Object has been destroyed');
}
