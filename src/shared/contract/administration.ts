import { z } from 'zod';
import {
  AddOfficer,
  ChangeOfficer,
  ColleagueList,
  MakeStationCode,
  Officer,
  OfficerList,
  OneTimePassword,
  StationCode,
  StationList,
} from '../api/access.ts';
import { StationId, Uuid } from '../api/primitives.ts';
import { call } from './define.ts';

const WhichOfficer = z.object({ officerId: Uuid });

/**
 * What administrators do about people and stations, from the windows where people work. Central decides who may:
 * `permission-denied`. One-time passwords and codes cross the bridge once and are kept nowhere.
 */
export const administrationCalls = {
  /** Who works at the site, by user name, disabled ones included. */
  'officers.list': call(z.null(), OfficerList),
  /** Makes an account. Error: `user-name-taken`. */
  'officers.add': call(AddOfficer, OneTimePassword),
  /** Changes what is given. Error: `last-administrator`. */
  'officers.change': call(WhichOfficer.extend(ChangeOfficer.shape), Officer),
  /** A new one-time password; second factor, lock and sessions end. */
  'officers.reset': call(WhichOfficer, OneTimePassword),
  /** Ends the wait after wrong attempts. */
  'officers.unlock': call(WhichOfficer, Officer),
  /** Takes the second factor away; the password stays. */
  'officers.dropFactor': call(WhichOfficer, Officer),
  /** Ends every session of the person at the site. */
  'officers.endSessions': call(WhichOfficer, Officer),
  /** Who is at work now and at which counter; for those who serve. */
  'officers.atWork': call(z.null(), ColleagueList),
  /** The stations of the site, by id, revoked ones included. */
  'enrolment.stations': call(z.null(), StationList),
  /** A code that makes one computer this station, for fifteen minutes. Error: `bad-request` (no such counter). */
  'enrolment.makeCode': call(MakeStationCode, StationCode),
  /** Takes the key of a station back; sessions at it end. */
  'enrolment.revoke': call(z.object({ stationId: StationId }), z.null()),
};
