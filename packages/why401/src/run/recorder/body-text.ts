import { headerValue } from '../../http/header-list.ts';

/** In bytes: what is looked at of a body that was packed. */
const maxUnpacked = 1_048_576;

interface Zlib {
  constants: Readonly<Record<string, number>>;
  [unpack: string]: unknown;
}
type Unpack = (data: Buffer, options: object) => Buffer;

/** Text of the beginning of a body, whatever it is packed with; empty if it cannot be unpacked. */
export function bodyText(body: Buffer, headers: readonly (readonly [string, string])[]): string {
  const coding = headerValue(headers, 'content-encoding')?.trim().toLowerCase();
  return coding === undefined || coding === '' || coding === 'identity'
    ? body.toString('utf8')
    : unpacked(body, coding).toString('utf8');
}

const unpacked = (body: Buffer, coding: string): Buffer => {
  // Loaded by who needs it: programs that never see a packed answer start without it.
  const zlib = process.getBuiltinModule('node:zlib') as unknown as Zlib;
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH, ZSTD_e_flush: ZSTD_FLUSH } = zlib.constants;
  const [name, finishFlush] =
    (
      {
        gzip: ['gunzipSync', Z_SYNC_FLUSH],
        'x-gzip': ['gunzipSync', Z_SYNC_FLUSH],
        deflate: ['inflateSync', Z_SYNC_FLUSH],
        br: ['brotliDecompressSync', BROTLI_OPERATION_FLUSH],
        zstd: ['zstdDecompressSync', ZSTD_FLUSH],
      } as Readonly<Record<string, [string, number | undefined]>>
    )[coding] ?? [];
  const unpack = name === undefined ? undefined : (zlib[name] as Unpack | undefined);
  if (unpack === undefined || body.length === 0) return Buffer.alloc(0);
  // What is too large unpacked says enough in its beginning.
  for (const bytes of [body.length, 4_096, 512]) {
    try {
      return unpack(body.subarray(0, bytes), { finishFlush, maxOutputLength: maxUnpacked });
    } catch {
      // too large, or no beginning of what it says it is
    }
  }
  return Buffer.alloc(0);
};
