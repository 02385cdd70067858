const harmless = new Set(
  `accept accept-charset accept-encoding accept-language accept-ranges age allow alt-svc cache-control connection content-disposition
  content-encoding content-language content-length content-range content-type date dnt expect expires from host keep-alive last-modified
  max-forwards mcp-protocol-version origin pragma priority proxy-authenticate proxy-connection range referrer-policy retry-after
  sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user server server-timing
  strict-transport-security te timing-allow-origin trailer transfer-encoding upgrade upgrade-insecure-requests user-agent vary via
  warning www-authenticate x-amzn-errortype x-amzn-remapped-www-authenticate x-cache x-content-type-options x-frame-options
  x-powered-by x-runtime x-xss-protection x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-requested-with
  x-served-by x-timer cf-cache-status cf-mitigated nel report-to link content-security-policy permissions-policy
  cross-origin-opener-policy cross-origin-resource-policy anthropic-version notion-version x-github-api-version
  x-github-media-type x-github-sso x-oauth-scopes x-accepted-oauth-scopes x-seraph-loginreason x-elastic-product
  accept-signature docker-distribution-api-version`.split(/\s+/),
);

/** Names by which a request is found again in somebody's logs. */
const requestId =
  /(?:request|correlation|trace|transaction|span)[-_]?id$|^(?:traceparent|tracestate|cf-ray|x-amz-id-2|x-amz-cf-(?:id|pop)|x-cloud-trace-context|x-b3-\w{1,20}|x-vercel-id|fly-request-id|x-amzn-requestid)$/;

/** Whether a header names one request, for somebody who looks it up. @param name in lower case. */
export function isRequestId(name: string): boolean {
  return requestId.test(name);
}

/** Whether a header's value holds no credential by what the header is for; any other is cut. @param name in lower case. */
export function isHarmlessHeader(name: string): boolean {
  return (
    harmless.has(name) ||
    isRequestId(name) ||
    /^access-control-(?:allow|expose|max|request)-/.test(name) ||
    /^(?:x-)?rate-?limit-/.test(name)
  );
}

/** Whether text is what headers are called; anything else may be a value that lost its name. */
export function isHeaderName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,60}$/.test(name) && name.replace(/\D/g, '').length <= 4;
}
