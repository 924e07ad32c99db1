import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../app/App.tsx';
import { hostClient, type HostClient } from '../host/client.ts';
import { FakeSite, type FakeSiteOptions, type FakeWindow } from '../host/fake/index.ts';
import type { Sounds } from '../sound/sounds.ts';

/** Sounds that count: a second implementation of the port, for tests. */
export class CountingSounds implements Sounds {
  refusals = 0;
  chimes = 0;
  readonly said: string[] = [];
  refuse(): void {
    this.refusals += 1;
  }
  chime(): Promise<boolean> {
    this.chimes += 1;
    return Promise.resolve(true);
  }
  say(text: string): Promise<boolean> {
    this.said.push(text);
    return Promise.resolve(true);
  }
}

/** Noon-ish of an invented working day, as the fake site's clock. */
export const testNow = Date.parse('2026-03-02T02:20:00Z');

/** A site whose clock stands still unless a test moves it. */
export function testSite(options: FakeSiteOptions = {}): FakeSite {
  return new FakeSite({ now: () => testNow, ...options });
}

/** One whole window of the app over a fake site, as a user would have it before them. */
export function renderWindow(site: FakeSite, self: FakeWindow) {
  const sounds = new CountingSounds();
  const view = render(<App host={hostClient(site.window(self))} sounds={sounds} env="test" />);
  return { ...view, sounds, user: userEvent.setup() };
}

export function renderStation(site: FakeSite, station: string) {
  return renderWindow(site, { window: 'station', station });
}

/** The host of another station of the same site. */
export function stationHost(site: FakeSite, station: string): HostClient {
  return hostClient(site.window({ window: 'station', station }));
}
