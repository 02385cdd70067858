import { fingerprintOf } from '../../../fingerprint.ts';
import type { JournalEntry } from '../../../journal/journal-entry.ts';
import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { Stage } from '../stage.ts';
import type { ContractRequest } from '../subject.ts';

const words = 'Grüße, 世界 \u{1f511}\n';
const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);

/** Sends a body that is refused at first, and returns what arrived at both attempts. */
const replayed = async (
  stage: Stage,
  request: Omit<ContractRequest, 'path'>,
): Promise<[JournalEntry, JournalEntry]> => {
  const { client } = await stage.signedIn();
  const { path, id } = stage.path('/api/echo');
  stage.expectStatus([await stage.outcome(stage.send(client, { method: 'POST', ...request, path }))], 200);
  const [first, second, ...more] = await stage.attempts(id);
  check(first && second && more.length === 0, 'the request is sent twice');
  // A client may draw another boundary for the same parts.
  const mediaType = ({ contentType }: JournalEntry) => contentType?.replace(/; *boundary=.*/, '');
  equal(mediaType(second), mediaType(first), 'the content type of the replay');
  return [first, second];
};

/** The body of the replay is the body that was sent, and the one that was meant. */
const expectBytes = async (
  stage: Stage,
  request: Omit<ContractRequest, 'path'>,
  content: string | Uint8Array,
): Promise<void> => {
  for (const { body } of await replayed(stage, request)) {
    const length = typeof content === 'string' ? new TextEncoder().encode(content).length : content.length;
    equal([body.bytes, body.fingerprint], [length, fingerprintOf(content)], 'the length and fingerprint of the body');
  }
};

const partsOf = ({ body, contentType = '' }: JournalEntry): string => {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  check(boundary !== undefined, 'the content type names a boundary');
  check(body.text.startsWith(`--${boundary}`), 'the boundary in the content type is the one in the body');
  return body.text.replaceAll(boundary, '-');
};

/** What is sent again is what was sent, byte for byte (design: Replay). */
export const bodyCases: readonly AdapterCase[] = [
  {
    name: 'replays JSON byte for byte',
    body: (stage) => {
      const json = { words, nested: { list: [1, 2.5, null, true] } };
      return expectBytes(stage, { json }, JSON.stringify(json));
    },
  },
  {
    name: 'replays text byte for byte',
    needs: ({ bodies }) => bodies.includes('text'),
    body: (stage) => expectBytes(stage, { body: words, headers: { 'content-type': 'text/plain' } }, words),
  },
  {
    name: 'replays bytes byte for byte',
    needs: ({ bodies }) => bodies.includes('binary'),
    body: (stage) =>
      expectBytes(stage, { body: bytes, headers: { 'content-type': 'application/octet-stream' } }, bytes),
  },
  {
    name: 'replays a Blob byte for byte',
    needs: ({ bodies }) => bodies.includes('blob'),
    body: (stage) => expectBytes(stage, { body: new Blob([bytes], { type: 'image/png' }) }, bytes),
  },
  {
    name: 'replays a form byte for byte',
    needs: ({ bodies }) => bodies.includes('url-search-params'),
    body: (stage) => {
      const form = new URLSearchParams({ words, empty: '' });
      return expectBytes(stage, { body: form }, form.toString());
    },
  },
  {
    name: 'replays a multipart form with every part and file, under a boundary that its header names',
    needs: ({ bodies }) => bodies.includes('form-data'),
    async body(stage) {
      const form = new FormData();
      form.append('note', 'first');
      form.append('file', new Blob([bytes]), 'blob.bin');
      const [first, second] = await replayed(stage, { body: form });
      const parts = partsOf(first);
      equal(fingerprintOf(partsOf(second)), fingerprintOf(parts), 'the fingerprint of the parts of the replay');
      check(/name="note"\r\n\r\nfirst\r\n/.test(parts) && parts.includes('filename="blob.bin"'), 'every part arrives');
      check(first.body.bytes > bytes.length, 'the file arrives whole');
    },
  },
  {
    name: 'never sends an empty body in place of a stream that was read: replays all of it, or surfaces the 401',
    needs: ({ bodies }) => bodies.includes('stream'),
    async body(stage) {
      const { client, session } = await stage.signedIn();
      const stream = new Blob([bytes]).stream();
      const { path, id } = stage.path('/api/echo');
      const outcome = await stage.outcome(stage.send(client, { method: 'POST', path, body: stream }));
      const attempts = await stage.attempts(id);
      for (const { body } of attempts) equal(body.bytes, bytes.length, 'the length of what arrived');
      if (attempts.length > 1) return stage.expectStatus([outcome], 200);
      stage.expectStatus([outcome], 401);
      equal(stage.reason(session, outcome), 'body-not-replayable', 'the reason of the refusal');
    },
  },
  {
    name: 'sends the body of a held request once, whole',
    async body(stage) {
      const { client } = await stage.signedIn();
      const gate = await stage.hold('token');
      const refused = stage.send(client, stage.path());
      await gate.arrived();
      const { path, id } = stage.path('/api/echo');
      const held = stage.send(client, { method: 'PUT', path, json: { words } });
      await stage.letTrafficArrive();
      await gate.open();
      stage.expectStatus(await stage.outcomes([refused, held]), 200);
      const sent = (await stage.attempts(id)).map(({ method, body }) => [method, body.text]);
      equal(sent, [['PUT', JSON.stringify({ words })]], 'what arrived');
    },
  },
];
