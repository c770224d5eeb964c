import { laneBytes, rowBytes } from './panel';
import { Real } from './real';
import { lanes, transposeRows } from './transpose';

/**
 * Writes `panels` panels of inputs, [panel][feature][sample], to `target`: the samples that `places` [panel][sample] selects by 32-bit
 * indices into `rows` [sample][feature].
 */
export function gather(panels: i32, features: i32, rows: usize, places: usize, target: usize): void {
  const row = <usize>features * laneBytes;
  const whole = features - (features % lanes);
  const panelBytes = <usize>features * rowBytes;
  for (let panel = 0; panel < panels; panel++) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      gatherHalf(features, whole, rows, row, places, target + half);
      places += <usize>lanes * sizeof<i32>();
    }
    target += panelBytes;
  }
}

/** One vector of samples. */
@inline
function gatherHalf(features: i32, whole: i32, rows: usize, row: usize, places: usize, target: usize): void {
  const a = rows + <usize>load<i32>(places) * row;
  const b = rows + <usize>load<i32>(places, 4) * row;
  const c = lanes == 4 ? rows + <usize>load<i32>(places, 8) * row : a;
  const d = lanes == 4 ? rows + <usize>load<i32>(places, 12) * row : a;
  for (let feature = 0; feature < whole; feature += lanes) {
    const offset = <usize>feature * laneBytes;
    transposeRows(a + offset, b + offset, c + offset, d + offset, target + <usize>feature * rowBytes, rowBytes);
  }
  for (let feature = whole; feature < features; feature++) {
    const offset = <usize>feature * laneBytes;
    const to = target + <usize>feature * rowBytes;
    store<Real>(to, load<Real>(a + offset));
    store<Real>(to, load<Real>(b + offset), laneBytes);
    if (lanes == 4) {
      store<Real>(to, load<Real>(c + offset), 2 * laneBytes);
      store<Real>(to, load<Real>(d + offset), 3 * laneBytes);
    }
  }
}
