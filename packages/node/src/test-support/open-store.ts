import type { OpenStore } from '../../../../scripts/fleet/worker.ts';
import { type FileStoreOptions, fileStore } from '../file-store/file-store.ts';

/** The store of one process of a fleet. */
export async function openStore(options: FileStoreOptions): Promise<OpenStore> {
  return { store: fileStore(options), close: () => {} };
}
