'use client';

export { SessionGate, type SessionGateProps, type SessionGateSlot } from './session-gate.tsx';
export { SessionProvider, type SessionProviderProps } from './session-provider.tsx';
export { useFreshkey } from './use-freshkey.ts';
export { useSession } from './use-session.ts';
export { useSessionEvent } from './use-session-event.ts';
