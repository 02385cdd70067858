/** Control characters, and those that turn or hide text: what a terminal would act on instead of showing it. */
const unprintable = /[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/** Text from elsewhere as it may go to a terminal: escapes in place of what is not seen. Line ends and tabs stay. */
export function printable(text: string): string {
  return text.toString().replace(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}
