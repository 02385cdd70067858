/** What a TLS client says first, as far as it matters here (RFC 8446 §4.1.2). */
export interface ClientHello {
  serverName?: string;
  /** Protocols that it speaks; empty if it does not say. */
  protocols: string[];
}

/** Reads the first bytes of a connection: `undefined` if they are no TLS, `'more'` if they are not all there. */
export function clientHello(bytes: Buffer): ClientHello | 'more' | undefined {
  if (bytes.length === 0) return 'more';
  if (bytes[0] !== 0x16) return undefined;
  if (bytes.length < 5) return 'more';
  const end = 5 + bytes.readUInt16BE(3);
  if (bytes.length < end) return 'more';
  try {
    return extensionsIn(bytes.subarray(0, end));
  } catch {
    // read beyond the end: something that only looks like it
    return { protocols: [] };
  }
}

const extensionsIn = (record: Buffer): ClientHello => {
  // The record's and the message's heads, the version, the random.
  let at = 5 + 4 + 2 + 32;
  at += 1 + record.readUInt8(at);
  at += 2 + record.readUInt16BE(at);
  at += 1 + record.readUInt8(at);
  const hello: ClientHello = { protocols: [] };
  if (at + 2 > record.length) return hello;
  const end = Math.min(at + 2 + record.readUInt16BE(at), record.length);
  at += 2;
  while (at + 4 <= end) {
    const type = record.readUInt16BE(at);
    const content = record.subarray(at + 4, at + 4 + record.readUInt16BE(at + 2));
    if (type === 0) hello.serverName = content.toString('latin1', 5, 5 + content.readUInt16BE(3));
    if (type === 16) hello.protocols = protocolsIn(content.subarray(2));
    at += 4 + content.length;
  }
  return hello;
};

const protocolsIn = (list: Buffer): string[] => {
  const found: string[] = [];
  for (let at = 0; at < list.length; at += 1 + (list[at] as number))
    found.push(list.toString('latin1', at + 1, at + 1 + (list[at] as number)));
  return found;
};
