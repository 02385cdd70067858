import { lockContract } from '@freshkey/testing';
import { test } from 'vitest';
import { memoryLock } from './lock.ts';

const locks = new Map<string, ReturnType<typeof memoryLock>>();
const createLock = (name: string) => {
  const lock = locks.get(name) ?? memoryLock();
  locks.set(name, lock);
  return lock;
};

for (const { name, run } of lockContract({ createLock })) test(name, run);
