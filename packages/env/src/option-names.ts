/**
 * An option that is misspelt would be ignored in silence, and what it asks for not be checked.
 *
 * @throws {TypeError} For a name that there is none of.
 */
export function checkOptionNames(where: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`${where}: there is no option "${unknown}"; there are ${known.join(', ')}`);
}
