/** The beginning of a heading or sentence: a capital, but for names that are written small (`axios’s`, `no-cors`). */
export function capital(text: string): string {
  return text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}
