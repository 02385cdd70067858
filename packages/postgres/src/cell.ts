import { randomUUID } from 'node:crypto';
import type { Cell } from '@freshkey/core/shared';
import { complaintOf, isCollision } from './complaint.ts';
import type { PostgresDriver } from './driver.ts';
import { Notices } from './notices.ts';
import { type Statements, statementsOn } from './statements.ts';
import { channelOf } from './table.ts';

type Row = Readonly<Record<string, unknown>>;

/** What all sessions of one table have in common. */
export class SessionTable {
  readonly notices: Notices | undefined;
  /** As the application named it. */
  readonly name: string;
  readonly #driver: PostgresDriver;
  readonly #statements: Statements;
  readonly #process = randomUUID();
  #cells = 0;

  constructor(name: string, driver: PostgresDriver, isListening: boolean) {
    this.name = name;
    this.#driver = driver;
    this.#statements = statementsOn(name);
    this.notices = isListening && driver.listen ? new Notices(driver, channelOf(name)) : undefined;
  }

  /** @throws Error that says what to do. */
  async read(id: string): Promise<Row | undefined> {
    return this.#ask(this.#statements.read, [id]).catch((error: unknown) => this.#complain(error));
  }

  /** A name for one who writes, unlike that of any other one in any process. */
  writer(): string {
    return `${this.#process}/${++this.#cells}`;
  }

  /**
   * @param teller who tells others of it; nobody does so of a sign of life.
   * @returns nothing where it was refused.
   */
  async write(id: string, text: string, version: unknown, teller: string | undefined): Promise<Row | undefined> {
    const { insert, update, telling } = this.#statements;
    const statement = version === undefined ? insert : update;
    const values = version === undefined ? [id, text] : [id, text, version];
    const { notices } = this;
    try {
      if (!notices || teller === undefined) return await this.#ask(statement, values);
      const [channel, writer] = [`$${values.length + 1}`, `$${values.length + 2}`];
      return await this.#ask(telling(statement, channel, writer), [...values, notices.channel, teller]);
    } catch (error) {
      if (isCollision(error)) return undefined;
      return this.#complain(error);
    }
  }

  async #ask(text: string, values: readonly unknown[]): Promise<Row | undefined> {
    return (await this.#driver.query(text, values))[0];
  }

  #complain(error: unknown): never {
    this.notices?.doubt();
    throw complaintOf(error, this.name);
  }
}

/** The row of one session. */
export class PostgresCell implements Cell {
  /** SHA-256 of tenant and key, in base64url. */
  readonly name: string;
  readonly #table: SessionTable;
  readonly #writer: string;

  constructor(table: SessionTable, id: string) {
    this.#table = table;
    this.#writer = table.writer();
    this.name = id;
  }

  get place(): string {
    return `the row of the table "${this.#table.name}" with the id ${this.name}`;
  }

  async read(): Promise<{ text: string; version: unknown } | undefined> {
    const row = await this.#table.read(this.name);
    return row && { text: String(row.document), version: row.version };
  }

  async write(text: string, version: unknown, isNews: boolean): Promise<unknown> {
    return (await this.#table.write(this.name, text, version, isNews ? this.#writer : undefined))?.version;
  }

  get isHeard(): boolean {
    return this.#table.notices?.isHeard ?? false;
  }

  watch(changed: (version?: unknown) => void): () => void {
    return this.#table.notices?.watch(this.name, this.#writer, changed) ?? (() => {});
  }
}
