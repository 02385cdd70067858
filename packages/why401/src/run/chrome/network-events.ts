/** What is read of the events of Chromium's Network domain. */
export type Headers = Readonly<Record<string, string>>;

export interface RequestWillBeSent {
  requestId: string;
  documentURL?: string;
  request: { url: string; method: string; headers: Headers; postData?: string };
  /** Epoch seconds. */
  wallTime?: number;
  type?: string;
  initiator?: { type?: string; requestId?: string; stack?: StackTrace };
  redirectResponse?: { status: number; headers: Headers };
}

export interface StackTrace {
  callFrames: readonly { url: string; lineNumber: number; columnNumber: number }[];
  parent?: StackTrace;
}

/** What the page does not see: cookies, and the headers as they went over the wire. */
export interface RequestExtraInfo {
  requestId: string;
  headers: Headers;
  associatedCookies?: readonly { cookie: { name: string }; blockedReasons: readonly string[] }[];
}

export interface ResponseExtraInfo {
  requestId: string;
  statusCode: number;
  headers: Headers;
  blockedCookies?: readonly { cookieLine: string; blockedReasons: readonly string[] }[];
}

export interface ResponseReceived {
  requestId: string;
  response: { status: number; headers: Headers };
}

export interface LoadingFailed {
  requestId: string;
  errorText: string;
  canceled?: boolean;
  blockedReason?: string;
  corsErrorStatus?: { corsError: string; failedParameter?: string };
}

/** Chromium puts several lines of one name into one text. */
export function headerPairs(headers: Headers): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, value]) => value.split('\n').map((line): [string, string] => [name, line]));
}
