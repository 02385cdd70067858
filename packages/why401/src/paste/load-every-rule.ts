import type { Diagnose } from '../diagnose.ts';

/**
 * Every rule that there is, for {@link explainExchange} and {@link explainRecording}: those of the products, of requests
 * that are signed, and of single vendors as well. They make up two fifths of the whole and are loaded when this is called,
 * so that a page can show what the others say at once.
 *
 * @returns rejects where the part cannot be loaded; what was shown before stands then.
 */
export async function loadEveryRule(): Promise<Diagnose> {
  const { diagnose } = await import('@freshkey/diagnose/products');
  return diagnose;
}
