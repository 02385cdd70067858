const encoded = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
const token = `${encoded({ alg: 'RS256' })}.${encoded({ sub: 'ada', scope: 'orders:read', exp: 4_102_444_800 })}.c2lnbmF0dXJl`;

/** Requests and answers to try the page with; the tokens are made up. */
export const examples: Readonly<Record<string, { readonly request: string; readonly answer: string }>> = {
  undefined: {
    request: "curl 'https://api.example.com/orders' -H 'Authorization: Bearer undefined'",
    answer: 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"',
  },
  gate: {
    request: `curl 'https://staging.example.com/api/orders' -H 'Authorization: Bearer ${token}'`,
    answer:
      'HTTP/1.1 401 Unauthorized\nServer: nginx\nWWW-Authenticate: Basic realm="staging"\n\n<html><head><title>401 Authorization Required</title></head></html>',
  },
  scope: {
    request: `curl -X DELETE 'https://api.example.com/orders/7' -H 'Authorization: Bearer ${token}'`,
    answer: 'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope", scope="orders:write"',
  },
};
