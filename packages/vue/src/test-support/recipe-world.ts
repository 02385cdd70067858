import { createTestFetch, type TestFetch } from '@freshkey/testing';
import { afterEach, beforeEach, vi } from 'vitest';

/** The API of the recipes, in memory; each test begins with modules, a session and a world of its own. */
export function recipeWorld(): { readonly current: TestFetch } {
  let current!: TestFetch;
  beforeEach(() => {
    vi.resetModules();
    current = createTestFetch({ url: 'https://api.example.com' });
    vi.stubGlobal('fetch', current.fetch);
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    await current.close();
  });
  return {
    get current() {
      return current;
    },
  };
}

/** A refusal that no refresh can cure (RFC 9470 §3). */
export const stepUp = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication"' },
};
