/**
 * For stores that several tabs, processes or servers write to.
 *
 * @module
 */
export { sharing } from './keeping/sharing.ts';
