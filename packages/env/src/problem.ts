/** One thing that is wrong with one variable. Names the variable and the flaw, never the value. */
export interface CredentialProblem {
  /** The variable. */
  readonly name: string;
  /** Stable, kebab-case: `quotes-kept`. */
  readonly id: string;
  /** The row of the catalogue of causes: `G01`, `C08`, … */
  readonly row: string;
  /** The flaw in one line, beginning with the variable's name. */
  readonly title: string;
  /** What to do. */
  readonly fix: string;
}

/** A flaw before it is known whose it is: the title goes on after the name. */
export interface Flaw {
  readonly id: string;
  readonly row: string;
  readonly says: string;
  readonly fix: string;
}

export function problemOf(name: string, { id, row, says, fix }: Flaw): CredentialProblem {
  return {
    name,
    id,
    row,
    title: `${name} ${says}`,
    fix,
  };
}
