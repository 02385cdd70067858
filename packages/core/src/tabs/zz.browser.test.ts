import { expect, test } from 'vitest';
import { idsOf, Stage, send, ways, statusOf } from './test-support/stage.ts';
const stage = Stage.use();
test.for(ways)('latency %s', async (way) => {
  const { world } = stage;
  const tabs = await stage.signedIn(way, 12);
  const figures: number[] = [];
  for (let round = 0; round < 15; round++) {
    world.tokens.expireAll();
    world.journal.clear();
    const gate = world.faults.hold('token', 'after');
    const sent = tabs.map((page, i) => send(page, [`r${round}-${i}`]));
    await gate.arrived();
    await new Promise((r) => setTimeout(r, 300));
    gate.open();
    await Promise.all(sent);
    const token = world.journal.entries.find((e) => e.kind === 'token');
    const last = Math.max(...world.journal.entries.filter((e) => e.kind === 'api' && e.status === 200).map((e) => e.atMs));
    figures.push(last - (token?.endedAtMs ?? 0));
  }
  figures.sort((a, b) => a - b);
  process.stdout.write(`\n${way}: ${figures.map((f) => f.toFixed(0)).join(' ')} median ${figures[7]?.toFixed(1)}\n`);
});
test('cold', async () => {
  const { world } = stage;
  const blank = await stage.blank();
  await blank.evaluate(() => fetch('/session/login', { method: 'POST', body: new URLSearchParams({ username: 'ada', password: 'lovelace' }) }).then((r) => r.status));
  const tabs = await Promise.all(Array.from({ length: 12 }, () => stage.open(stage.optionsOf('cookie'))));
  const answers = await Promise.all(tabs.map((page, i) => send(page, idsOf(`t${i}`, 5))));
  process.stdout.write(JSON.stringify(answers) + '\n' + stage.world.journal.entries.filter((e) => e.kind === 'token').length);
  process.stdout.write(JSON.stringify(await Promise.all(tabs.map(p => p.evaluate(() => app.told)))));
  process.stdout.write(JSON.stringify(await Promise.all(tabs.map(statusOf))));
});
test('cold tokens', async () => {
  const { world } = stage;
  const blank = await stage.blank();
  await blank.evaluate(() => fetch('/session/login', { method: 'POST', body: new URLSearchParams({ username: 'ada', password: 'lovelace' }) }).then((r) => r.status));
  const tabs = await Promise.all(Array.from({ length: 12 }, () => stage.open(stage.optionsOf('cookie'))));
  const answers = await Promise.all(tabs.map((page, i) => page.evaluate(() => app.session.getAccessToken().then(() => 'ok', (e) => e.code))));
  process.stdout.write('\n' + JSON.stringify(answers) + '\n' + stage.world.journal.entries.filter((e) => e.kind === 'token').length);
});
