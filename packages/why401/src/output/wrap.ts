/**
 * Breaks text into lines of at most `width` columns. A word that is longer is broken; lines after the first begin with
 * `hanging`. Line ends in the text stay.
 */
export function wrap(text: string, width: number, first = '', hanging = first): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? first : hanging;
    let isEmpty = true;
    for (const word of paragraph.split(/ +/)) {
      let rest = word;
      const room = () => width - line.length - (isEmpty ? 0 : 1);
      if (rest.length > room() && !isEmpty) {
        lines.push(line);
        line = hanging;
        isEmpty = true;
      }
      while (rest.length > room()) {
        const cut = Math.max(room(), 1);
        lines.push(line + rest.slice(0, cut));
        rest = rest.slice(cut);
        line = hanging;
      }
      line += isEmpty ? rest : ` ${rest}`;
      if (rest !== '') isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
}
