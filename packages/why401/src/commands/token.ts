import type { Io } from '../io.ts';
export const tokenCommand = async (_args: readonly string[], _io: Io): Promise<number> => 2;
