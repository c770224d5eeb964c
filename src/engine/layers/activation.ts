/**
 * An elementwise function between layers. `Fields` are what its config says besides its kind.
 *
 * NaN in is NaN out, so that a diverged network cannot look healthy.
 */
export interface Activation<Fields> {
  /** The function at z. */
  value(z: number, fields: Fields): number;
  /** The gradient by z, of the `gradient` by the value y at z. */
  backward(gradient: number, z: number, y: number, fields: Fields): number;
}
