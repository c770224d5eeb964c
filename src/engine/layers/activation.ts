/**
 * An elementwise function between layers. `Fields` are its config's fields besides the kind.
 *
 * NaN in gives NaN out, so that a diverged network cannot look healthy.
 */
export interface Activation<Fields> {
  /** The function at z. */
  value(z: number, fields: Fields): number;
  /** The gradient with respect to z, given the `gradient` with respect to the value y at z. */
  backward(gradient: number, z: number, y: number, fields: Fields): number;
}
