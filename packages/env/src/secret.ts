/**
 * Where the texts are kept. Not in a private field: a browser's console shows those when an object is opened.
 */
const texts = new WeakMap<Secret, string>();

/**
 * A credential that cannot be printed by accident: as a string, in a template, in JSON, in the console and in
 * `util.inspect` it is `[secret NAME]`; a copy by spreading or `structuredClone` holds nothing.
 *
 * Boundary: protects against printing, not against code that calls {@link Secret.reveal}.
 */
export class Secret {
  /** @param name what to call it where it would be printed, such as the variable that it came from. */
  constructor(text: string, name?: string) {
    if (typeof text !== 'string') throw new TypeError('new Secret(text): text must be a string');
    texts.set(this, text);
    Object.defineProperty(this, 'name', { value: name, enumerable: false });
  }

  /** The variable that it came from; undefined if it came from none. */
  declare readonly name: string | undefined;

  /** The text itself. Call it where the text is needed and keep no copy. */
  reveal(): string {
    const text = texts.get(this);
    if (text === undefined) throw new TypeError('This is a copy of a Secret, which holds no text');
    return text;
  }

  toString(): string {
    return this.name === undefined ? '[secret]' : `[secret ${this.name}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](): string {
    return this.toString();
  }

  /** What Node's `util.inspect` and `console` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** What Deno shows. */
  [Symbol.for('Deno.customInspect')](): string {
    return this.toString();
  }

  get [Symbol.toStringTag](): string {
    return 'Secret';
  }
}
