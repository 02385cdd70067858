import { checkNames, didYouMean } from '../known-names.ts';
import type { WorldAnswer } from './message.ts';

/**
 * What goes wrong with a request:
 *
 * - `'reset'`: the connection is cut before the server does anything
 * - `'lost'`: the server does its work (a refresh token is spent), then the connection is cut
 * - `'hang'`: no answer, ever
 * - `'garbage'`: 200 with a page that is no JSON
 * - an object: this answer instead of the proper one (`body` that is not a string is sent as JSON), after `delayMs`;
 *   without `status` the proper answer, late
 */
export type Fault =
  | 'reset'
  | 'lost'
  | 'hang'
  | 'garbage'
  | {
      readonly status?: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      /** Milliseconds. */
      readonly delayMs?: number;
    };

/**
 * Which requests: `'token'` (every refresh and grant), `'login'`, `'api'` (every request of the API), or the path of
 * one route, such as `'/api/orders'`.
 */
export type Endpoint = 'token' | 'login' | 'api' | `/${string}`;

/** A door in front of an endpoint, or behind it, that a test opens. */
export interface Gate {
  /**
   * Resolves when the first request, or as many as `count` says, has come to the gate. Rejects when the faults are
   * cleared, or the world is closed, before that.
   */
  arrived(count?: number): Promise<void>;
  /** Lets everybody through, now and from now on. */
  open(): void;
}

/**
 * Scripts what goes wrong. A name that is misspelt is a TypeError: a fault that nobody ever meets would be a test that tests
 * nothing.
 */
export interface Faults {
  /** The next request to the endpoint, or as many as `times` says, meets this fault. */
  next(endpoint: Endpoint, fault: Fault, times?: number): void;
  /** Every request to the endpoint meets this fault until `clear`. */
  always(endpoint: Endpoint, fault: Fault): void;
  /**
   * Keeps requests waiting until the gate is opened: `'before'` (default) they are judged, or `'after'`, when they were
   * judged and the answer is on its way.
   */
  hold(endpoint: Endpoint, when?: 'before' | 'after'): Gate;
  /** Forgets every fault and opens every gate. */
  clear(): void;
}

const endpoints = ['token', 'login', 'api'];
const faultNames = ['reset', 'lost', 'hang', 'garbage'];

function checkEndpoint(call: string, endpoint: unknown): void {
  if (typeof endpoint === 'string' && (endpoints.includes(endpoint) || endpoint.startsWith('/'))) return;
  throw new TypeError(
    `faults.${call}: there is no endpoint "${endpoint}".${didYouMean(String(endpoint), endpoints)} Or name a path, such as "/api/orders".`,
  );
}

function checkFault(call: string, fault: unknown): void {
  if (typeof fault === 'object') checkNames(`faults.${call}`, fault, ['status', 'body', 'headers', 'delayMs']);
  else if (!faultNames.includes(fault as string))
    throw new TypeError(`faults.${call}: there is no fault "${fault}".${didYouMean(String(fault), faultNames)}`);
}

interface Script {
  readonly endpoint: Endpoint;
  readonly fault: Fault;
  left: number;
}

class Door implements Gate {
  readonly endpoint: Endpoint;
  readonly when: 'before' | 'after';
  readonly #opened: Promise<void>;
  #open!: () => void;
  #count = 0;
  #waiting: { count: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  isOpen = false;

  constructor(endpoint: Endpoint, when: 'before' | 'after') {
    this.endpoint = endpoint;
    this.when = when;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  pass(): Promise<void> {
    this.#count++;
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (count <= this.#count) resolve();
      return count > this.#count;
    });
    return this.#opened;
  }

  arrived(count = 1): Promise<void> {
    if (this.#count >= count) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ count, resolve, reject }));
  }

  open(): void {
    this.isOpen = true;
    this.#open();
  }

  remove(): void {
    this.open();
    for (const { count, reject } of this.#waiting.splice(0)) {
      reject(new Error(`The gate at ${this.endpoint} was removed when ${this.#count} of ${count} requests had come.`));
    }
  }
}

export interface FaultScript extends Faults {
  take(kind: string, path: string): Fault | undefined;
  wait(when: 'before' | 'after', kind: string, path: string): Promise<void> | undefined;
}

export function createFaults(): FaultScript {
  let scripts: Script[] = [];
  let doors: Door[] = [];
  const concerns = ({ endpoint }: { endpoint: Endpoint }, kind: string, path: string) =>
    endpoint === kind || endpoint === path;

  return {
    next(endpoint, fault, times = 1) {
      checkEndpoint('next', endpoint);
      checkFault('next', fault);
      if (!(times >= 1)) throw new TypeError('faults.next: "times" expects a number, 1 or more.');
      scripts.push({ endpoint, fault, left: times });
    },
    always(endpoint, fault) {
      checkEndpoint('always', endpoint);
      checkFault('always', fault);
      scripts.push({ endpoint, fault, left: Number.POSITIVE_INFINITY });
    },
    hold(endpoint, when = 'before') {
      checkEndpoint('hold', endpoint);
      if (when !== 'before' && when !== 'after') throw new TypeError('faults.hold: expected "before" or "after".');
      const door = new Door(endpoint, when);
      doors.push(door);
      return door;
    },
    clear() {
      for (const door of doors) door.remove();
      doors = [];
      scripts = [];
    },
    take(kind, path) {
      const script = scripts.find((candidate) => concerns(candidate, kind, path));
      if (!script) return undefined;
      if (--script.left === 0) scripts = scripts.filter((other) => other !== script);
      return script.fault;
    },
    wait(when, kind, path) {
      doors = doors.filter((door) => !door.isOpen);
      return doors.find((door) => door.when === when && concerns(door, kind, path))?.pass();
    },
  };
}

/** The answer that a fault puts in place of the proper one, if it does. */
export function answerOf(fault: Fault | undefined): WorldAnswer | undefined {
  if (fault === 'garbage') {
    return { status: 200, headers: [['content-type', 'text/html']], body: '<!doctype html><title>Gateway</title>' };
  }
  if (typeof fault !== 'object' || fault.status === undefined) return undefined;
  const { status, body = '', headers = {} } = fault;
  const isText = typeof body === 'string';
  return {
    status,
    headers: [['content-type', isText ? 'text/plain' : 'application/json'], ...Object.entries(headers)],
    body: isText ? body : JSON.stringify(body),
  };
}
