/**
 * A browser that keeps cookies and follows redirects, up to the address that it is to come to.
 *
 * @returns that address, unvisited.
 */
export async function browse(from: string, until: string, cookies = new Map<string, string>()): Promise<string> {
  let url = from;
  for (let hop = 0; hop < 20; hop++) {
    if (url.startsWith(until)) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  throw new Error(`${until} was not reached.`);
}
