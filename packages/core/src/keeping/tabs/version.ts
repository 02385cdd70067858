/**
 * Where a record stands among those of all tabs. A later login is newer than any renewal of an earlier one; the
 * generation decides only between tabs that wrote at the same moment, alike in each of them.
 */
export type Version = readonly [login: number, renewal: number, generation: number];

export function isNewer(version: Version | undefined, than: Version | undefined): boolean {
  if (!version || !than) return !!version;
  const at = version.findIndex((part, index) => part !== than[index]);
  return at >= 0 && (version[at] as number) > (than[at] as number);
}

export function newest(versions: Iterable<Version | undefined>): Version | undefined {
  let found: Version | undefined;
  for (const version of versions) if (isNewer(version, found)) found = version;
  return found;
}

export function isVersion(value: unknown): value is Version {
  return Array.isArray(value) && value.length === 3 && value.every((part) => Number.isSafeInteger(part));
}

export function readVersion(text: string): Version | undefined {
  const parts = text.split('.').map(Number);
  return isVersion(parts) ? parts : undefined;
}
