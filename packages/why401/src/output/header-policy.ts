const harmless = new Set(
  `accept accept-charset accept-encoding accept-language accept-ranges age allow alt-svc cache-control connection content-disposition
  content-encoding content-language content-length content-range content-type date dnt expect expires from host keep-alive last-modified
  max-forwards mcp-protocol-version origin pragma priority proxy-authenticate proxy-connection range referrer-policy retry-after
  sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user server server-timing
  strict-transport-security te timing-allow-origin trailer transfer-encoding upgrade upgrade-insecure-requests user-agent vary via
  warning www-authenticate x-amzn-errortype x-amzn-remapped-www-authenticate x-cache x-content-type-options x-frame-options
  x-powered-by x-runtime x-xss-protection`.split(/\s+/),
);

/** Whether a header's value holds no credential by what the header is for; any other is cut. @param name in lower case. */
export const isHarmlessHeader = (name: string): boolean =>
  harmless.has(name) || /^access-control-(?:allow|expose|max|request)-/.test(name) || /^(?:x-)?rate-?limit-/.test(name);

/** Whether text is what headers are called; anything else may be a value that lost its name. */
export const isHeaderName = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_-]{0,60}$/.test(name) && name.replace(/\D/g, '').length <= 4;
