import { z } from 'zod';
import { Dossier, OpenWholeDossier } from '../api/dossiers.ts';
import { CitizenNumber, GroupCode, RequiredLine, Uuid } from '../api/primitives.ts';
import {
  AuditPage,
  AuditQuery,
  AuditVerification,
  CitizenData,
  ErasureAnswer,
  ExportAudit,
} from '../api/privacy.ts';
import { Note, TicketStory } from '../api/queue.ts';
import { ArrangeGroups, GroupHistory, ServiceGroups } from '../api/service-groups.ts';
import { QueueRules } from '../domain/queue-order.ts';
import { call } from './define.ts';

const AboutCitizen = z.object({ number: CitizenNumber, reason: RequiredLine });
/** The name of a file that a person chose, without its folder; null: nobody chose one. */
const Saved = z.object({ name: z.string() }).nullable();

/**
 * The site itself: the rules of its queue, its log, its citizens' rights. From the windows where people work; central decides
 * who may: `permission-denied`.
 */
export const siteAdministrationCalls = {
  'queueRules.read': call(z.null(), QueueRules),
  /** Sets the rules from the next call on. Error: `changed-meanwhile` where others are in force than `basedOn`. */
  'queueRules.set': call(z.object({ rules: QueueRules, basedOn: QueueRules, note: Note }), QueueRules),
  /** How the service groups are set up. */
  'serviceGroups.read': call(z.null(), ServiceGroups),
  /** How they were set up before, the newest first. */
  'serviceGroups.history': call(z.null(), GroupHistory),
  /** Sets all of them up. Errors: `changed-meanwhile`, `group-in-use`, `group-letter-used`, `procedure-unknown`. */
  'serviceGroups.arrange': call(ArrangeGroups.omit({ stationId: true }), ServiceGroups),
  /** Opens a group or closes it: a closed one gives out no numbers. */
  'serviceGroups.setOpen': call(z.object({ groupCode: GroupCode, open: z.boolean() }), z.null()),
  /** A page of the log, newest first. The reading is an entry of it. */
  'audit.read': call(AuditQuery, AuditPage),
  /** Reads the whole log and says whether it is whole; takes as long as the log is. */
  'audit.verify': call(z.null(), AuditVerification),
  /** Writes the log of some days into a file that the person chooses. Error: `file-unwritable`. */
  'audit.export': call(
    ExportAudit.omit({ after: true }),
    z.object({ name: z.string(), rows: z.number().int() }).nullable(),
  ),
  /** All that is kept about a citizen. The look is an entry of the log. */
  'citizens.export': call(AboutCitizen, CitizenData),
  /** Erases what may be erased, and says what is kept and why. */
  'citizens.erase': call(AboutCitizen, ErasureAnswer),
  /** Writes what the citizen is given into a file that the officer chooses; its name says nothing of the person. */
  'citizens.save': call(z.object({ text: z.string().max(5_000_000) }), Saved),
  /** Opens a dossier with people whole, for whoever sees them masked otherwise; the reason is kept in the log. */
  'dossiers.openWhole': call(
    z.object({ code: z.string().min(1).max(80) }).extend(OpenWholeDossier.pick({ reason: true }).shape),
    Dossier,
  ),
  /** A number and all that was done with it. */
  'tickets.story': call(z.object({ ticketId: Uuid }), TicketStory),
};
