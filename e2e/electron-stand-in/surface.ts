/**
 * Proves, when types are checked, that a stand-in offers what Electron declares: `Fits<StandIn, Electron.App, 'quit'>`
 * is an error when `quit` is missing or of another type. Event methods are left out: overloads per event name are
 * what EventEmitter does not have.
 */
export type Fits<StandIn extends Pick<Real, Members>, Real, Members extends keyof Real> = Pick<
  StandIn & Real,
  Members
>;

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
