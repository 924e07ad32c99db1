export { FakeSite, type FakeSiteOptions } from './fake-site.ts';
export type { FakeWindow } from './handlers.ts';
