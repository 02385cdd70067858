import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../http/header-list.ts';
import type { Row } from '../row.ts';
import type { Hop } from './hop.ts';
import { Recorder } from './recorder.ts';

/** A recorder whose judge refuses every 401, and what it was asked and what it said. */
const recorded = ({ tellsEarly = false } = {}) => {
  const rows: string[] = [];
  const judged: string[] = [];
  let nowMs = 1_000_000;
  const step = {} as never;
  const recorder = new Recorder({
    now: () => nowMs,
    tellsEarly,
    sink: {
      take: (row: Row) =>
        void rows.push(
          row.kind === 'count'
            ? `count ${row.requests}`
            : row.kind === 'early' || row.kind === 'settled'
              ? `${row.kind} ${row.id}`
              : row.kind,
        ),
    },
    loadJudge: () => ({
      refused: (hop) => {
        judged.push(chain(hop));
        return hop.status === 401 ? { kind: 'refusal', step, refusal: {} as never } : undefined;
      },
      followed: () => ({ kind: 'step', step }),
      unsent: () => undefined,
    }),
  });
  const ask = (url: string, status: number, headers: HeaderList = [], method = 'GET') => {
    const hop = recorder.begin('http', method, url);
    const wantsBody = recorder.head(
      hop,
      status,
      () => [['Authorization', 'Bearer x']],
      () => headers,
    );
    return { hop, wantsBody };
  };
  return {
    recorder,
    rows,
    judged,
    ask,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
};

const chain = (hop: Hop): string => `${hop.previous ? `${chain(hop.previous)} > ` : ''}${hop.status} ${hop.url}`;

describe('a recorder', () => {
  test('judges what may be a refusal, once its body is there, and nothing else', () => {
    const { recorder, judged, rows, ask } = recorded();
    for (const status of [200, 204, 304]) expect(ask('http://a.test/fine', status).wantsBody).toBe(false);
    const { hop, wantsBody } = ask('http://a.test/x', 401);
    expect([wantsBody, judged]).toEqual([true, []]);
    recorder.end(hop);
    recorder.end(hop);
    expect(judged).toEqual(['401 http://a.test/x']);
    expect(rows).toEqual(['count 1', 'refusal', 'count 4']);
  });

  test('looks at a small JSON under a 200 only if it says that it refuses', () => {
    const { recorder, judged, ask } = recorded();
    const json: HeaderList = [
      ['content-type', 'application/json; charset=utf-8'],
      ['content-length', '40'],
    ];
    for (const body of [
      '{"ok":true}',
      '{"ok":false,"error":"invalid_auth"}',
      '{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}',
    ]) {
      const { hop, wantsBody } = ask(`http://a.test/${body.length}`, 200, json);
      expect(wantsBody).toBe(true);
      hop.responseBody?.add(Buffer.from(body));
      recorder.end(hop);
    }
    expect(judged).toHaveLength(2);
    expect(
      ask('http://a.test/large', 200, [
        ['content-type', 'application/json'],
        ['content-length', '30000'],
      ]).wantsBody,
    ).toBe(false);
  });

  test('joins a request to the redirect that it follows, and judges a followed one with it alone', () => {
    const { recorder, judged, ask } = recorded();
    const first = ask('http://a.test/one', 302, [['Location', '/two?x=1#part']]).hop;
    const second = ask('http://a.test/two?x=1', 401).hop;
    recorder.end(second);
    recorder.end(first);
    recorder.flush();
    expect(judged).toEqual(['302 http://a.test/one > 401 http://a.test/two?x=1']);
  });

  test('judges a redirect that nobody follows by itself, after a while or at the end', () => {
    const { recorder, judged, ask, wait } = recorded();
    recorder.end(ask('http://a.test/one', 302, [['Location', 'http://b.test/login']]).hop);
    expect(judged).toEqual([]);
    wait(1_500);
    ask('http://a.test/later', 200);
    expect(judged).toEqual(['302 http://a.test/one']);
    recorder.end(ask('http://a.test/two', 302, [['Location', '/login']]).hop);
    recorder.flush();
    expect(judged).toEqual(['302 http://a.test/one', '302 http://a.test/two']);
  });

  test('judges answers whose body never ends, by a later request or at the end', () => {
    const { recorder, judged, ask, wait } = recorded();
    ask('http://a.test/one', 401);
    wait(1_500);
    ask('http://a.test/fine', 200);
    expect(judged).toEqual(['401 http://a.test/one']);
    ask('http://a.test/two', 401);
    recorder.flush();
    expect(judged).toHaveLength(2);
  });

  test('tells early of a refusal whose body is on its way, and settles it', async () => {
    const { recorder, rows, ask } = recorded({ tellsEarly: true });
    const slow = ask('http://a.test/slow', 401).hop;
    recorder.end(ask('http://a.test/whole', 401).hop);
    await new Promise((resolve) => process.nextTick(resolve));
    expect(rows).toEqual(['count 1', 'refusal', 'count 2', 'early 1']);
    recorder.end(slow);
    expect(rows.slice(4)).toEqual(['settled 1', 'refusal']);
  });

  test('passes on refreshes, and endpoints that answer again, for the patterns', () => {
    const { recorder, rows, ask } = recorded();
    const refresh = recorder.begin('http', 'POST', 'http://a.test/oauth/token');
    refresh.requestBody = recorder.bodyOf();
    refresh.requestBody.add('grant_type=refresh_token&refresh_token=abcdef');
    recorder.head(
      refresh,
      200,
      () => [],
      () => [],
    );
    expect(rows).toEqual(['count 1', 'step']);
    recorder.end(ask('http://a.test/x?y=1', 401).hop);
    ask('http://a.test/x?y=2', 200);
    ask('http://a.test/x', 200);
    expect(rows.filter((row) => row === 'step')).toHaveLength(2);
  });

  test('says nothing of a request that the program itself gave up', () => {
    const { recorder, judged } = recorded();
    recorder.fail(
      recorder.begin('http', 'GET', 'http://a.test/'),
      Object.assign(new Error('x'), { name: 'AbortError' }),
    );
    expect(judged).toEqual([]);
    recorder.fail(recorder.begin('http', 'GET', 'http://a.test/'), new Error('x'));
    expect(judged).toHaveLength(1);
  });
});
