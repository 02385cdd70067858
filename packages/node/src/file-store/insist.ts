/** A scanner or indexer holds a file for a moment, and Windows refuses to touch it meanwhile. */
const held = new Set(['EPERM', 'EACCES', 'EBUSY']);
const firstPauseMs = 10;
const longestMs = 2000;

/** Runs it, on Windows again for a while where somebody else holds the file. */
export async function insist<T>(attempt: () => Promise<T>, isWindows = process.platform === 'win32'): Promise<T> {
  for (let pauseMs = firstPauseMs, waitedMs = 0; ; pauseMs *= 2) {
    try {
      return await attempt();
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!isWindows || !held.has(code) || waitedMs >= longestMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      waitedMs += pauseMs;
    }
  }
}
