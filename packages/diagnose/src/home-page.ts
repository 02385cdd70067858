/** The project's home page, without a slash at its end: what the `homepage` of the root package.json says. */
const homePage = 'https://freshkey.github.io/freshkey';

/** The address of the page about a finding. @param id of the rule. */
export const pageOf = (id: string): string => `${homePage}/why/${id}`;
