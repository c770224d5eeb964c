import { expect, it } from 'vitest';
import { createExportTickets } from './export-tickets.ts';

const file = { fileName: 'runs.csv', chunks: [] };
const other = { fileName: 'epochs.csv', chunks: [] };

it('a ticket works once, within ten minutes', () => {
  let time = 0;
  const tickets = createExportTickets(() => time);
  const [first, second] = [tickets.issue(file), tickets.issue(other)];
  expect(tickets.take(second)).toBe(other);
  const refusal = expect.objectContaining({ code: 'notFound' });
  expect(() => tickets.take(second)).toThrow(refusal);
  expect(() => tickets.take('guessed')).toThrow(refusal);
  time = 10 * 60 * 1000;
  expect(() => tickets.take(first)).toThrow(refusal);
});

it('beyond a hundred the oldest is dropped', () => {
  const tickets = createExportTickets();
  const issued = Array.from({ length: 101 }, () => tickets.issue(file));
  expect(() => tickets.take(issued[0]!)).toThrow(expect.objectContaining({ code: 'notFound' }));
  for (const ticket of issued.slice(1)) expect(tickets.take(ticket)).toBe(file);
});
