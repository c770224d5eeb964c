/** The colour scale for anything ordered, above all penalty factors: viridis, perceptually uniform and safe for colour blindness. */
const stops = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
] as const;

/** The colour at `share`, 0 to 1, as [red, green, blue] from 0 to 255. Source: van der Walt and Smith, matplotlib, 2015. */
export function viridis(share: number): readonly [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const [from, to] = [stops[low]!, stops[low + 1]!];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (place - low));
  return [mix(0), mix(1), mix(2)];
}

/** The same as a CSS colour, `#rrggbb`. */
export function viridisColor(share: number): string {
  return `#${viridis(share)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;
}

/** A colour of the scale for lines and points: avoids the end that does not stand out from the page. */
export function viridisLine(share: number, surface: string): string {
  return viridisColor(isDark(surface) ? 0.4 + 0.6 * share : 0.85 * share);
}

/** A text colour that is readable on the scale's colour at `share`. */
export function textOnViridis(share: number): string {
  return share < 0.45 ? '#ffffff' : '#111111';
}

/** True if `#rrggbb` is darker than middle grey. */
export function isDark(color: string): boolean {
  const [red = 255, green = 255, blue = 255] = (color.match(/[0-9a-f]{2}/gi) ?? []).map((hex) =>
    parseInt(hex, 16),
  );
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
