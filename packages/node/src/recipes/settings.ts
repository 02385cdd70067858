/** Stands in for an application's own settings, which its tests set. */
export let apiUrl = 'https://api.example.com';
export let tokenUrl = 'https://auth.example.com/oauth/token';
export const clientId = 'web';

export function setUrl(url: string): void {
  apiUrl = url;
  tokenUrl = `${url}/oauth/token`;
}
