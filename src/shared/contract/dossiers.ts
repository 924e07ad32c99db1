import { z } from 'zod';
import {
  Dossier,
  DossierPage,
  DossierPreview,
  DossierSummary,
  MoveDossier,
  Person,
  PreviewDossier,
  ReappointDossier,
  ReceiveDossier,
  SearchDossiers,
} from '../api/dossiers.ts';
import { Procedure, ProcedureSummary } from '../api/procedures.ts';
import { CitizenNumber } from '../api/primitives.ts';
import { call } from './define.ts';
import { PrintJob } from './printing.ts';

const Code = z.object({ code: z.string().min(1).max(80) });

export const dossierCalls = {
  /** Finds procedures by any part of name, field or code, with or without diacritics; best first. */
  'procedures.search': call(
    z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100).default(20) }),
    z.array(ProcedureSummary),
  ),
  'procedures.get': call(Code, Procedure),
  /** Due date, hand-over and fees as central computes them now. */
  'dossiers.preview': call(PreviewDossier, DossierPreview),
  /** Takes the dossier in: central gives the code. Printing is a step of its own. */
  'dossiers.receive': call(ReceiveDossier.omit({ counterId: true, stationId: true }), Dossier),
  /** Opens a dossier; the access is written in the audit log. */
  'dossiers.open': call(Code, Dossier),
  'dossiers.recent': call(z.null(), z.array(DossierSummary)),
  /** Finds dossiers by code, place in the register, identity number, telephone or whole name; people masked. */
  'dossiers.search': call(SearchDossiers.omit({ stationId: true }), DossierPage),
  /** Moves a dossier on: processing, supplement, refusal, result, handing over. */
  'dossiers.move': call(Code.extend(MoveDossier.omit({ stationId: true }).shape), Dossier),
  /** Apologises and gives a new appointment, once for a dossier (NĐ 61/2018 Art 19.9). */
  'dossiers.reappoint': call(Code.extend(ReappointDossier.omit({ stationId: true }).shape), Dossier),
  /**
   * Prints receipt (Mẫu 01) and folder label of a dossier, or one of them. Each paper's first print is original; if one
   * was printed already the answer is its job, unchanged: a further copy is `printing.reprint`.
   */
  'dossiers.print': call(
    Code.extend({ papers: z.array(z.enum(['receipt', 'label'])).min(1) }),
    z.object({ jobs: z.array(PrintJob) }),
  ),
  /** A citizen known to this site, for a card of which only the number could be read. Null: not known. */
  'citizens.lookUp': call(z.object({ number: CitizenNumber }), Person.nullable()),
};
