import type { HarEntry } from './har-entry.ts';

/** Headers that browsers leave out of an export unless asked to keep sensitive data. */
const stripped = new Set(['authorization', 'cookie', 'set-cookie']);
const mask =
  /^\s*(?:(?:bearer|basic|token)\s+)?["'<[(]?\s*(?:redacted|removed|masked|hidden|sanitized|filtered|omitted|stripped|scrubbed)\b|^\s*(?:\w+\s+)?(?:\*{3,}|x{6,}|•{3,})\s*$|\[redacted/i;

/** Whether the value of a credential's header was blotted out by an exporter or a sanitizer. */
export function isMasked(value: string): boolean {
  return mask.test(value.slice(0, 200));
}

/**
 * Tells a recording that was exported without credentials from one whose requests carried none. Chrome and Edge leave
 * them out by default since version 130; sanitizers blot them out.
 */
export class SanitizedCheck {
  #sawCredential = false;
  #sawMask = false;
  #creator = '';
  #chromeVersion: number | undefined;

  creator(name: string): void {
    this.#creator = name;
  }

  entry(entry: HarEntry): void {
    if (this.#sawCredential) return;
    for (const value of entry.cookieValues) this.#see(value);
    for (const headers of [entry.requestHeaders, entry.responseHeaders]) {
      for (const [name, value] of headers) {
        const key = name.toLowerCase();
        if (key === 'user-agent')
          this.#chromeVersion ??= Number(/\bChrome\/(\d{1,4})/.exec(value.slice(0, 500))?.[1] ?? Number.NaN);
        if (stripped.has(key)) this.#see(value);
      }
    }
  }

  #see(value: string): void {
    if (value === '') return;
    if (isMasked(value)) this.#sawMask = true;
    else this.#sawCredential = true;
  }

  /** Whether a credential stood in the recording, so that the absence of others means something. */
  get sawCredential(): boolean {
    return this.#sawCredential;
  }

  /** Valid once the whole recording was seen. */
  get isSanitized(): boolean {
    if (this.#sawCredential) return false;
    if (this.#sawMask) return true;
    return /^WebInspector$/i.test(this.#creator) && !((this.#chromeVersion ?? Number.NaN) < 130);
  }
}
