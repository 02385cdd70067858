import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a test's own. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'freshkey-files-'));

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
