import type { Diagnosis, Exchange } from '@freshkey/diagnose';
import type { Diagnose } from '../diagnose.ts';
import { headerValue } from '../http/header-list.ts';
import { digestOf } from '../patterns/digest.ts';
import type { HarEntry } from './har-entry.ts';
import { pathShape } from './path-shape.ts';

/** So many different refusals are looked at one by one; of more, those that look alike are taken for alike. */
const maxDistinct = 4_000;
/** Headers that differ from one answer to the next and say nothing of its reason. */
const noise =
  /^(?:date|age|content-length|etag|last-modified|expires|server-timing|cf-ray|traceparent|tracestate|referer|x-request-id|x-correlation-id|x-amzn-trace-id|x-runtime|x-trace-id|request-id)$/i;

/** Diagnoses the entries of a recording, each kind of refusal once: recordings repeat themselves. */
export class DiagnosisMemo {
  readonly #diagnose: Diagnose;
  readonly #exact = new Map<string, Diagnosis>();
  readonly #alike = new Map<string, Diagnosis>();
  #assumed = 0;

  constructor(diagnose: Diagnose) {
    this.#diagnose = diagnose;
  }

  /** How many entries were taken for like another one without being looked at. */
  get assumed(): number {
    return this.#assumed;
  }

  diagnose(entry: HarEntry, exchange: Exchange): Diagnosis {
    const kind = exchange.sanitized === true ? 'stripped' : 'whole';
    const exactKey = digestOf(`${kind}\n${looks(entry)}\n${details(entry)}`);
    const known = this.#exact.get(exactKey);
    if (known) return known;
    const alikeKey = `${kind}\n${looks(entry)}`;
    const alike = this.#alike.get(alikeKey);
    if (alike && this.#exact.size >= maxDistinct) {
      this.#assumed += 1;
      return alike;
    }
    const diagnosis = this.#diagnose(exchange);
    if (this.#exact.size < maxDistinct) this.#exact.set(exactKey, diagnosis);
    if (this.#alike.size < maxDistinct) this.#alike.set(alikeKey, diagnosis);
    return diagnosis;
  }
}

/** What can be seen without reading any value closely. */
const looks = (entry: HarEntry): string =>
  [
    entry.method,
    entry.status,
    pathShape(entry.url),
    headerValue(entry.requestHeaders, 'authorization')?.split(' ', 1)[0]?.slice(0, 20) ?? '',
    entry.requestHeaders.length,
    headerValue(entry.responseHeaders, 'www-authenticate') ?? '',
    entry.responseBody.slice(0, 200),
    entry.error,
  ].join('\n');

const details = ({ requestHeaders, requestBody, responseHeaders, responseBody, url }: HarEntry): string => {
  const told = [...requestHeaders, ...responseHeaders]
    .filter(([name]) => !noise.test(name))
    .map((header) => header.join(':'));
  return [...told, requestBody, responseBody, url.slice(url.indexOf('?') + 1, 2_000).replace(/=[^&]*/g, '=')].join(
    '\n',
  );
};
