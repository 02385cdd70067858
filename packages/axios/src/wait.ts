import axios, { AxiosError, type InternalAxiosRequestConfig } from 'axios';

/** The caller's signal and its (older) cancel token as one signal. */
export function waitSignal({ signal, cancelToken }: InternalAxiosRequestConfig): AbortSignal | undefined {
  const own = signal as AbortSignal | undefined;
  if (!cancelToken) return own ?? undefined;
  const controller = new AbortController();
  void cancelToken.promise.then((reason) => controller.abort(reason));
  if (cancelToken.reason) controller.abort(cancelToken.reason);
  return own ? AbortSignal.any([own, controller.signal]) : controller.signal;
}

/** What axios itself rejects with when a request is cancelled or takes too long, with our reason as its cause. */
export function abandonedError(kind: 'aborted' | 'timeout', reason: unknown, config: InternalAxiosRequestConfig): unknown {
  if (kind === 'aborted') {
    if (axios.isCancel(reason)) return reason;
    return withCause(new axios.CanceledError(undefined, config as never), reason);
  }
  const { timeout, timeoutErrorMessage, transitional } = config;
  const code = transitional?.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED;
  return new AxiosError(timeoutErrorMessage ?? `timeout of ${timeout}ms exceeded`, code, config);
}

export function withCause<T extends object>(error: T, cause: unknown): T {
  if (cause !== undefined) Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true });
  return error;
}

