const prefixes = [
  'VITE_',
  'NEXT_PUBLIC_',
  'NUXT_PUBLIC_',
  'REACT_APP_',
  'EXPO_PUBLIC_',
  'GATSBY_',
  'VUE_APP_',
  'PUBLIC_',
] as const;

/** The prefix by which a bundler hands a variable to every visitor; undefined if there is none. */
export function publicPrefixOf(name: string): string | undefined {
  return prefixes.find((prefix) => name.startsWith(prefix));
}
