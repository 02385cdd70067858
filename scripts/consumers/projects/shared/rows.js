import { createTestServer } from '@freshkey/testing/server';

/** Runs one row of the matrix and prints it: platform, adapter, what it did. A row that fails fails the family. */
export async function row(platform, adapter, what, work) {
  try {
    const note = await work();
    console.log(`✓ ${platform} | ${adapter} | ${what}`);
    if (note) console.log(`  ${note}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`✗ ${platform} | ${adapter} | ${what}\n${error?.stack ?? error}`);
  }
}

/**
 * An API, another origin and a login whose token has expired, for one storm. `verify` holds the journals against it: one
 * refresh, each request served once, nothing secret elsewhere.
 */
export async function openPlace() {
  // A connection for each request: one that is kept may be closed by the server just as a slow machine takes it up again.
  const [server, other] = [await createTestServer({ keepAlive: false }), await createTestServer({ keepAlive: false })];
  return {
    server,
    place: { url: server.url, elsewhere: other.url, tokens: server.tokens.issue({ expired: true }) },
    verify(requests = 100) {
      const ids = Array.from({ length: requests }, (_, id) => String(id));
      server.journal.expectRefreshes(1);
      server.journal.expectNoReuse();
      server.journal.expectMaxAttempts(2);
      server.journal.expectNothingLost(ids);
      server.journal.expectNothingServedTwice(ids);
      other.journal.expectNoTokens();
      const shown = other.journal.entries.find(({ credential }) => credential);
      if (shown) throw new Error(`Another origin was shown a credential: ${shown.method} ${shown.path}`);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([server.close(), other.close()]);
    },
  };
}

/** XHR follows redirects out of sight, so that attaching refuses a key in a header there. */
const schemesOf = (client) => (client === 'axios, xhr' ? ['bearer'] : ['bearer', 'key']);

/**
 * Storms through each adapter with its schemes, and prints a row an adapter.
 *
 * @param work is given `{ client, scheme, place }[]` and resolves with what each storm said, or the text of its error.
 */
export async function stormRows(platform, clients, work) {
  await using stack = new AsyncDisposableStack();
  const jobs = [];
  for (const client of clients)
    for (const scheme of schemesOf(client)) jobs.push({ client, scheme, ...stack.use(await openPlace()) });
  let results;
  try {
    results = await work(jobs.map(({ client, scheme, place }) => ({ client, scheme, place })));
  } catch (error) {
    results = jobs.map(() => ({ error: String(error?.stack ?? error) }));
  }
  for (const client of clients) {
    await row(platform, client, `storm, ${schemesOf(client).join(' and ')}`, () => {
      const notes = jobs.map((job, index) => {
        if (job.client !== client) return undefined;
        const result = results[index];
        if (result?.error) throw new Error(`${job.scheme}: ${result.error}`);
        job.verify();
        return `${job.scheme}: ${result.said}`;
      });
      return notes.filter(Boolean).join('; ');
    });
  }
}
