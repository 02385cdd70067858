import type { RequestOptions } from '@freshkey/core';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** What Freshkey is to do with this one request. */
    freshkey?: RequestOptions;
  }
}
