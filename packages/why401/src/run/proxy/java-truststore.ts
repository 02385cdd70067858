import { createHash } from 'node:crypto';

/** What every JDK takes for the password of its own authorities; it keeps nothing secret. */
const password = 'changeit';

/**
 * Certificates as Java reads them: a key store of its oldest kind (JKS), which every Java since 1.2 opens. Certificates alone,
 * no key.
 *
 * @param certificates in PEM.
 */
export function javaTruststore(certificates: readonly string[]): Buffer {
  const entries = certificates.map((pem, index) => {
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    // 2: a trusted certificate; its name, the time of its making, its kind, its bytes.
    return Buffer.concat([uint32(2), text(`a${index}`), Buffer.alloc(8), text('X.509'), uint32(der.length), der]);
  });
  const content = Buffer.concat([uint32(0xfeedfeed), uint32(2), uint32(entries.length), ...entries]);
  const salted = [Buffer.from(password, 'utf16le').swap16(), Buffer.from('Mighty Aphrodite'), content];
  const digest = createHash('sha1').update(Buffer.concat(salted)).digest();
  return Buffer.concat([content, digest]);
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
