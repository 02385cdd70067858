import { X509Certificate } from 'node:crypto';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { Authority } from './authority.ts';

const shown = async (authority: Authority, host: string): Promise<X509Certificate> => {
  const server = createServer({ SNICallback: (_name, done) => done(null, authority.contextFor(host)) }, (socket) => {
    socket.on('error', () => {});
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(
      {
        port,
        host: '127.0.0.1',
        servername: 'x.example',
        ca: authority.certificate,
        checkServerIdentity: () => undefined,
      },
      () => {
        resolve(socket.getPeerX509Certificate() as X509Certificate);
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
};

test('an authority signs for one host, a name or an address, and for two days', async () => {
  const authority = new Authority();
  const root = new X509Certificate(authority.certificate);
  expect([root.ca, root.verify(root.publicKey)]).toEqual([true, true]);
  for (const host of ['api.example.com', '127.0.0.1', '2001:db8::7', '::1', `${'a'.repeat(60)}.example.com`]) {
    const certificate = await shown(authority, host);
    const isFor = /^[\d.]+$|:/.test(host) ? certificate.checkIP(host) : certificate.checkHost(host);
    expect([host, isFor, certificate.ca, certificate.checkIssued(root), certificate.verify(root.publicKey)]).toEqual([
      host,
      host,
      false,
      true,
      true,
    ]);
    expect(certificate.checkHost('other.example.com')).toBeUndefined();
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBe(2 * 86_400_000);
  }
});

test('no two authorities sign with the same key', () => {
  const [one, other] = [
    new X509Certificate(new Authority().certificate),
    new X509Certificate(new Authority().certificate),
  ];
  expect(one.verify(other.publicKey)).toBe(false);
  expect(one.subject).not.toBe(other.subject);
});
