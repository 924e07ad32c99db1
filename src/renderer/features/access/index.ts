export { AccessGate } from './AccessGate.tsx';
export { SignedIn } from './SignedIn.tsx';
export { Access } from './store.ts';
export { useMay, useWho, type WhoHere } from './use-who.ts';
