import { CallNextAnswer, Ticket } from '../../shared/api/queue.ts';
import { Dossier, type ReceiveDossier } from '../../shared/api/dossiers.ts';
import { paths } from '../../shared/api/routes.ts';
import type { z } from 'zod';
import type { ApiAnswer, ApiClient } from './api-client.ts';

/** What kiosks and counters do, for tests that are about something else. Each throws when it does not succeed. */

export async function issue(api: ApiClient, groupCode = 'A', priority = 'normal'): Promise<Ticket> {
  return (await api.post(paths.tickets, { groupCode, priority, stationId: 'kiosk-1' })).as(Ticket);
}

export function callNext(api: ApiClient, counterId = 'quay-1'): Promise<ApiAnswer> {
  return api.post(paths.callNext, at(counterId), { values: { counterId } });
}

/** Calls, and expects somebody. */
export async function called(api: ApiClient, counterId = 'quay-1'): Promise<Ticket> {
  const { ticket } = (await callNext(api, counterId)).as(CallNextAnswer);
  if (ticket === null) throw new Error('nobody is waiting');
  return ticket;
}

export type Step =
  | 'recall'
  | 'start'
  | 'noShow'
  | 'restore'
  | 'finish'
  | 'rate'
  | 'callTicket'
  | 'park'
  | 'unpark'
  | 'transfer'
  | 'nextService'
  | 'cancel';

export function step(
  api: ApiClient,
  name: Step,
  ticketId: string,
  counterId = 'quay-1',
  more: object = {},
): Promise<ApiAnswer> {
  return api.post(paths[name], { ...at(counterId), ...more }, { values: { ticketId } });
}

/** Serves a ticket from call to finish. */
export async function serve(api: ApiClient, counterId = 'quay-1'): Promise<Ticket> {
  const ticket = await called(api, counterId);
  (await step(api, 'start', ticket.id, counterId)).as(Ticket);
  return (await step(api, 'finish', ticket.id, counterId, { outcome: 'received' })).as(Ticket);
}

/** An invented person; nobody has this number. */
export const person = {
  number: '080090000001',
  name: 'Trần Thị Thử Nghiệm',
  birth: '1990-01-01',
  sex: 'female',
  address: 'Ấp Bịa Đặt, Xã Không Có',
  phone: '0900000001',
  email: '',
} as const;

/** A complete dossier of "Đăng ký khai sinh". */
export const completeDossier = {
  procedureCode: '1.000001',
  caseCode: '1.000001.01',
  submitter: person,
  papers: [
    { paperId: 'p1', name: 'Tờ khai', originals: 1, certified: 0, copies: 0 },
    { paperId: 'p2', name: 'Giấy chứng sinh', originals: 0, certified: 1, copies: 0 },
  ],
  fees: [{ kind: 'fee', name: 'Lệ phí hộ tịch', quantity: 2, amount: 8000 }],
  counterId: 'quay-1',
  stationId: 'may-quay-1',
} satisfies z.input<typeof ReceiveDossier>;

export async function receive(api: ApiClient, change: object = {}): Promise<Dossier> {
  return (await api.post(paths.dossiers, { ...completeDossier, ...change })).as(Dossier);
}

export function move(api: ApiClient, code: string, to: number, more: object = {}): Promise<ApiAnswer> {
  const body = { to, stationId: 'may-quay-1', ...more };
  return api.post(paths.moveDossier, body, { values: { dossierCode: code } });
}

function at(counterId: string): { counterId: string; stationId: string } {
  return { counterId, stationId: `may-${counterId}` };
}
