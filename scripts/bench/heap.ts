/** The heap in use, once everything that can be collected is. */
export function heapBytes(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('Run with --expose-gc.');
  for (let pass = 0; pass < 4; pass++) gc();
  return process.memoryUsage().heapUsed;
}
