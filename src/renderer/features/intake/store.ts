import { createStore, type StoreApi } from 'zustand';
import type { Dossier, DossierPreview } from '../../../shared/api/dossiers.ts';
import type { ProcedureSummary } from '../../../shared/api/procedures.ts';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { HostClient } from '../../host/client.ts';
import { storeContext } from '../../host/store-context.tsx';
import {
  commandOf,
  emptyDraft,
  fillFromCard,
  fillFromKnown,
  withCase,
  withFees,
  withProcedure,
  type Draft,
  type PersonDraft,
} from './draft.ts';
import { problemsOf, type Problems } from './problems.ts';

export type Who = 'submitter' | 'owner';

export interface IntakeState {
  readonly isOpen: boolean;
  /** What is being entered; it outlives the closing of the panel. */
  readonly draft: Draft;
  /** Whom a scanned card fills in. */
  readonly target: Who;
  readonly warnings: Readonly<Record<Who, readonly CitizenCard['warnings'][number][]>>;
  /** What the site knew of a number of which only the digits could be read. */
  readonly lookUp: 'none' | 'found' | 'unknown';
  readonly searchText: string;
  readonly results: readonly ProcedureSummary[] | null;
  readonly preview: DossierPreview | null;
  readonly problems: Problems;
  readonly receiving: boolean;
  readonly error: AppError | null;
  readonly received: { readonly dossier: Dossier; readonly jobs: readonly PrintJob[] } | null;
  readonly attach: () => () => void;
  readonly open: (ticket: { readonly id: string; readonly number: string } | null) => void;
  readonly close: () => void;
  readonly discard: () => void;
  readonly change: (change: Partial<Draft>) => void;
  readonly changePerson: (who: Who, change: Partial<PersonDraft>) => void;
  readonly aim: (who: Who) => void;
  readonly takeCard: (card: CitizenCard) => Promise<void>;
  readonly search: (text: string) => Promise<void>;
  readonly chooseProcedure: (code: string) => Promise<void>;
  readonly forgetProcedure: () => void;
  readonly chooseCase: (code: string) => Promise<void>;
  readonly receive: (serverNow: number) => Promise<void>;
  /** Another dossier of the same person: persons stay, the rest is new. */
  readonly another: () => void;
}

const fresh = {
  target: 'submitter',
  warnings: { submitter: [], owner: [] },
  lookUp: 'none',
  searchText: '',
  results: null,
  preview: null,
  problems: {},
  error: null,
  received: null,
} as const;

/** Taking in a dossier: one draft per counter window. */
export function makeIntakeStore(host: HostClient): StoreApi<IntakeState> {
  return createStore<IntakeState>()((set, get) => {
    let asked = 0;

    /** Asks central for due date and fees of the chosen case; an answer for another case is dropped. */
    async function loadPreview(): Promise<void> {
      const { procedure, caseCode, channel } = get().draft;
      set({ preview: null });
      if (procedure === null || caseCode === null) return;
      const answer = await host.call('dossiers.preview', {
        procedureCode: procedure.code,
        caseCode,
        channel,
      });
      const { draft } = get();
      if (draft.procedure?.code !== procedure.code || draft.caseCode !== caseCode) return;
      if (answer.ok) set({ preview: answer.value, draft: withFees(draft, answer.value.fees), error: null });
      else set({ error: answer.error });
    }

    /** Prints what goes with a new dossier: by law no receipt where it is settled at once, unless asked for. */
    async function print(dossier: Dossier, receipt: boolean): Promise<void> {
      const answer = await host.call('dossiers.print', {
        code: dossier.code,
        papers: receipt ? ['receipt', 'label'] : ['label'],
      });
      const { received } = get();
      if (received?.dossier.code !== dossier.code) return;
      if (answer.ok) set({ received: { dossier, jobs: answer.value.jobs } });
      else set({ error: answer.error });
    }

    return {
      ...fresh,
      isOpen: false,
      draft: emptyDraft(null),
      receiving: false,
      attach: () => () => undefined,
      open: (ticket) =>
        set(({ draft, received }) => {
          if (received !== null) return { ...fresh, isOpen: true, draft: emptyDraft(ticket) };
          // A draft goes on where it was; only a draft of nobody's visit is tied to the one at the counter now.
          const tied =
            draft.ticketId === null && ticket !== null
              ? { ...draft, ticketId: ticket.id, ticketNumber: ticket.number }
              : draft;
          return { isOpen: true, draft: tied };
        }),
      close: () =>
        set(({ received }) =>
          received === null ? { isOpen: false } : { ...fresh, isOpen: false, draft: emptyDraft(null) },
        ),
      discard: () => set({ ...fresh, isOpen: false, draft: emptyDraft(null) }),
      change: (change) => {
        set(({ draft }) => ({ draft: { ...draft, ...change }, problems: {} }));
        if (change.channel !== undefined) void loadPreview();
      },
      changePerson: (who, change) =>
        set(({ draft, problems }) => ({
          draft: { ...draft, [who]: { ...draft[who], ...change } },
          problems: Object.fromEntries(
            Object.entries(problems).filter(
              ([field]) => !Object.keys(change).some((key) => field === `${who}.${key}`),
            ),
          ),
          ...(change.number === undefined ? {} : { lookUp: 'none' as const }),
        })),
      aim: (who) => set({ target: who }),
      takeCard: async (card) => {
        const who = get().draft.ownerIsSubmitter ? 'submitter' : get().target;
        set(({ draft, warnings }) => ({
          draft: { ...draft, [who]: fillFromCard(draft[who], card) },
          warnings: { ...warnings, [who]: card.warnings },
          problems: {},
          lookUp: 'none',
        }));
        if (card.name !== null) return;
        const answer = await host.call('citizens.lookUp', { number: card.number });
        if (!answer.ok || get().draft[who].number !== card.number) return;
        const known = answer.value;
        if (known === null) set({ lookUp: 'unknown' });
        else
          set(({ draft }) => ({
            draft: { ...draft, [who]: fillFromKnown(draft[who], known) },
            lookUp: 'found',
          }));
      },
      search: async (text) => {
        set({ searchText: text });
        asked += 1;
        const mine = asked;
        if (text.trim() === '') {
          set({ results: null });
          return;
        }
        const answer = await host.call('procedures.search', { text: text.trim(), limit: 12 });
        // Only the newest search counts: answers may overtake each other.
        if (mine !== asked) return;
        set(answer.ok ? { results: answer.value } : { results: null, error: answer.error });
      },
      chooseProcedure: async (code) => {
        asked += 1;
        const answer = await host.call('procedures.get', { code });
        if (!answer.ok) {
          set({ error: answer.error });
          return;
        }
        set(({ draft }) => ({
          draft: withProcedure(draft, answer.value),
          results: null,
          searchText: '',
          problems: {},
          error: null,
        }));
        await loadPreview();
      },
      forgetProcedure: () =>
        set(({ draft }) => ({
          draft: { ...draft, procedure: null, caseCode: null, papers: [], fees: [] },
          preview: null,
        })),
      chooseCase: async (code) => {
        set(({ draft }) => ({ draft: withCase(draft, code), problems: {} }));
        await loadPreview();
      },
      receive: async (serverNow) => {
        const { draft, receiving, received } = get();
        if (receiving || received !== null) return;
        const problems = problemsOf(draft, serverNow);
        const { procedure, caseCode } = draft;
        set({ problems, error: null });
        if (Object.keys(problems).length > 0 || procedure === null || caseCode === null) return;
        set({ receiving: true });
        const answer = await host.call('dossiers.receive', commandOf(draft, procedure, caseCode));
        if (!answer.ok) {
          set({ receiving: false, error: answer.error });
          return;
        }
        set({ receiving: false, received: { dossier: answer.value, jobs: [] } });
        await print(answer.value, !procedure.sameDay || draft.wantsReceipt);
      },
      another: () =>
        set(({ draft }) => ({
          ...fresh,
          isOpen: true,
          draft: {
            ...emptyDraft(null),
            ticketId: draft.ticketId,
            ticketNumber: draft.ticketNumber,
            submitter: draft.submitter,
            ownerIsSubmitter: draft.ownerIsSubmitter,
            owner: draft.owner,
          },
        })),
    };
  });
}

export const Intake = storeContext('intake', makeIntakeStore);
