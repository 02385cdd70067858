import { createFetch } from '@freshkey/fetch';
import { configureStore } from '@reduxjs/toolkit';
import { createApi, type FetchBaseQueryError, fetchBaseQuery, retry } from '@reduxjs/toolkit/query/react';
import { session } from './session.ts';

const baseQuery = fetchBaseQuery({ baseUrl: 'https://api.example.com/api/', fetchFn: createFetch(session) });

export const shop = createApi({
  // A 401 that arrives here was refreshed and replayed already, or no refresh can cure it.
  baseQuery: retry(baseQuery, {
    retryCondition: (error, _args, { attempt }) => {
      const { status } = error as FetchBaseQueryError;
      return attempt <= 3 && status !== 401 && status !== 403;
    },
  }),
  endpoints: (build) => ({
    orders: build.query<{ user: string }, void>({ query: () => 'orders' }),
  }),
});

export const store = configureStore({
  reducer: { [shop.reducerPath]: shop.reducer },
  middleware: (standard) => standard().concat(shop.middleware),
});

// Nobody sees the data of whoever was signed in before; what was refused is read again.
session.on('signed-in', () => store.dispatch(shop.util.resetApiState()));
session.on('signed-out', () => store.dispatch(shop.util.resetApiState()));
