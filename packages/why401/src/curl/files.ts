/** Reads a file that a command names. @param what what it is, as a sentence begins: `The file after @ of -H`. */
export type ReadFile = (path: string, what: string) => Promise<Uint8Array>;

/** The files around a command. */
export interface Files {
  readFile: ReadFile;
  /** The path of the user's `.netrc`. */
  netrc: string;
}
