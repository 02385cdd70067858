/** The project's home page, without a slash at its end: what the `homepage` of the root package.json says. */
const homePage = 'https://freshkey.github.io/freshkey';

/** The address of the page about a finding: `…/why/<id>`. @param id of the finding. */
export function pageOf(id: string): string {
  return `${homePage}/why/${id.toLowerCase()}`;
}

/** The address of the page about an error of the session: `…/errors/<code>`. @param code `error.code`. */
export function errorPageOf(code: string): string {
  return `${homePage}/errors/${code.toLowerCase()}`;
}
