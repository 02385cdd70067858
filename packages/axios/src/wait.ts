import axios, { AxiosError, type CancelToken, type InternalAxiosRequestConfig } from 'axios';

/**
 * Reads the caller's signal and its (older) cancel token as one signal. A token that serves many requests is listened
 * to once: it keeps its listeners as long as it lives.
 */
export function createWaitSignals(): (config: InternalAxiosRequestConfig) => AbortSignal | undefined {
  const signals = new WeakMap<CancelToken, AbortSignal>();
  return ({ signal, cancelToken }) => {
    const own = (signal as AbortSignal | undefined) ?? undefined;
    if (!cancelToken) return own;
    let cancelled = signals.get(cancelToken);
    if (!cancelled) {
      cancelled = signalOf(cancelToken);
      signals.set(cancelToken, cancelled);
    }
    return own ? eitherOf(own, cancelled) : cancelled;
  };
}

/** `AbortSignal.any`, also where the platform has none. */
function eitherOf(...signals: [AbortSignal, AbortSignal]): AbortSignal {
  if (typeof AbortSignal.any === 'function') return AbortSignal.any(signals);
  const controller = new AbortController();
  for (const signal of signals) {
    const follow = () => controller.abort(signal.reason);
    if (signal.aborted) follow();
    else signal.addEventListener('abort', follow, { once: true, signal: controller.signal });
  }
  return controller.signal;
}

function signalOf(cancelToken: CancelToken): AbortSignal {
  const controller = new AbortController();
  if (cancelToken.reason) controller.abort(cancelToken.reason);
  else void cancelToken.promise.then((reason) => controller.abort(reason));
  return controller.signal;
}

/** What axios itself rejects with when a request is cancelled or takes too long, with our reason as its cause. */
export function abandonedError(
  kind: 'aborted' | 'timeout',
  reason: unknown,
  config: InternalAxiosRequestConfig,
): unknown {
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
