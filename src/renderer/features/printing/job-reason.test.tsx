import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderStation, testSite } from '../../testing/render-window.tsx';

it.each(['vi', 'en'] as const)(
  'says (%s) what to do about a roll that ended in the middle of a slip',
  async (language) => {
    const site = testSite({ language });
    site.printing.setFault('ticket', 'paperOutSoon', true, 100);
    site.printing.print({
      kind: 'ticket',
      title: 'A-001',
      reference: 'r',
      printerId: 'ticket',
      stationId: 'kiosk',
    });
    renderStation(site, 'supervisor');
    const card = within(await screen.findByRole('article', { name: /A-001/ }));
    const words = {
      vi: /hết giấy giữa chừng.*Thay cuộn giấy.*in tiếp phần còn lại/,
      en: /ran out in the middle.*roll.*go on/,
    };
    await card.findByText(words[language]);
    expect(site.printing.jobs[0]?.state).toBe('unknown');
  },
);

it('says about a printer that refused that the slip is to be printed again', async () => {
  const site = testSite();
  site.printing.setFault('ticket', 'paperOut', true);
  site.printing.print({
    kind: 'ticket',
    title: 'A-001',
    reference: 'r',
    printerId: 'ticket',
    stationId: 'kiosk',
  });
  renderStation(site, 'supervisor');
  const card = within(await screen.findByRole('article', { name: /A-001/ }));
  await card.findByText(/Máy in hết giấy. Thay cuộn giấy, đóng nắp, rồi thử lại./);
  expect(card.queryByText(/giữa chừng/)).toBeNull();
});
