/** A browser's part of `redirects.ts`: a redirect that is in sight all the same is an error. */
export const followRedirects = undefined;
