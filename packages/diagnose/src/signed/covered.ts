import type { Row } from '../catalogue.ts';

/** Rows whose findings a refused signature explains: nothing arrived, another scheme, a token that is none, no rights, no challenge. */
export const covered: readonly Row[] = [
  'A01',
  'A02',
  'A11',
  'A13',
  'C05',
  'C15',
  'C20',
  'C23',
  'D01',
  'D12',
  'D14',
  'D17',
  'E02',
  'E10',
  'E12',
];
