import type { Decimal, Thousands } from './dialect.ts';

/** A way to write numbers. */
export interface NumberReading {
  readonly decimal: Decimal;
  readonly thousands: Thousands | null;
}

/** All of them; bit i of a mask of readings stands for the i-th. */
export const numberReadings: readonly NumberReading[] = [
  { decimal: '.', thousands: null },
  { decimal: '.', thousands: ',' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: null },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: "'" },
];
/** Readings with a decimal point, and those with a decimal comma. */
export const pointReadings = 0x0f;
export const commaReadings = 0xf0;

const marks: Readonly<Record<Decimal | Thousands, string>> = {
  '.': String.raw`\.`,
  ',': ',',
  // Also the no-break space, the thin space and the narrow no-break space.
  ' ': '[ \u00a0\u2009\u202f]',
  "'": "['\u2019]",
};
const exponent = String.raw`(?:[eE][+-]?\d+)?`;
const whole = new RegExp(String.raw`^[+-]?\d+${exponent}$`);
const plain = (decimal: Decimal): RegExp =>
  new RegExp(String.raw`^[+-]?(?:\d+${marks[decimal]}\d*|${marks[decimal]}\d+)${exponent}$`);
const plainShapes = { '.': plain('.'), ',': plain(',') };
const groupedShapes = numberReadings.map(({ decimal, thousands }) =>
  thousands === null
    ? null
    : new RegExp(String.raw`^[+-]?[1-9]\d{0,2}(?:${marks[thousands]}\d{3})+(?:${marks[decimal]}\d*)?$`),
);
const everyReading = pointReadings | commaReadings;

/** Under which readings a cell is a number, as a mask; 0 for none. Only three digits form a group. */
export function readingsOf(cell: string): number {
  if (whole.test(cell)) return everyReading;
  if (!/\d/.test(cell)) return 0;
  let mask = 0;
  if (plainShapes['.'].test(cell)) mask |= pointReadings;
  if (plainShapes[','].test(cell)) mask |= commaReadings;
  groupedShapes.forEach((shape, index) => {
    if (shape?.test(cell)) mask |= 1 << index;
  });
  return mask;
}

/** The index of a reading in the list of all. */
export function indexOfReading({ decimal, thousands }: NumberReading): number {
  return numberReadings.findIndex((each) => each.decimal === decimal && each.thousands === thousands);
}

/** The number in a cell, NaN if it is not one. A number beyond float64 is infinite. */
export function readNumber(cell: string, reading: NumberReading): number {
  const { decimal, thousands } = reading;
  if (whole.test(cell) || plainShapes[decimal].test(cell)) return Number(cell.replace(decimal, '.'));
  if (!thousands || !groupedShapes[indexOfReading(reading)]!.test(cell)) return NaN;
  return Number(cell.replaceAll(new RegExp(marks[thousands], 'g'), '').replace(decimal, '.'));
}
