declare module 'oidc-provider/lib/adapters/memory_adapter.js';
