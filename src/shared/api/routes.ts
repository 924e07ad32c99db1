/**
 * Paths of the central API, in one place for the server's routes and the station's client.
 * Every command (POST that changes something) takes the header `Idempotency-Key` (a UUID) and answers with the header
 * `Command-Sequence`. A request carries `Station-Key: <key>` of an enrolled station, `Authorization: Bearer <access token>` of an
 * officer, or both; an embedded central takes its access key as bearer token instead. It may carry `Correlation-Id`.
 */
export const paths = {
  health: '/health',
  ready: '/ready',
  openapi: '/openapi.json',
  docs: '/docs',
  metrics: '/metrics',
  durability: '/v1/durability',
  site: '/v1/sites/{siteId}',
  units: '/v1/sites/{siteId}/units',
  hello: '/v1/sites/{siteId}/stations',
  snapshot: '/v1/sites/{siteId}/snapshot',
  events: '/v1/sites/{siteId}/events',
  tickets: '/v1/sites/{siteId}/tickets',
  callNext: '/v1/sites/{siteId}/counters/{counterId}/call-next',
  recall: '/v1/sites/{siteId}/tickets/{ticketId}/recall',
  start: '/v1/sites/{siteId}/tickets/{ticketId}/start',
  noShow: '/v1/sites/{siteId}/tickets/{ticketId}/no-show',
  restore: '/v1/sites/{siteId}/tickets/{ticketId}/restore',
  finish: '/v1/sites/{siteId}/tickets/{ticketId}/finish',
  rate: '/v1/sites/{siteId}/tickets/{ticketId}/rating',
  ticket: '/v1/sites/{siteId}/tickets/{ticketId}',
  callTicket: '/v1/sites/{siteId}/tickets/{ticketId}/call',
  park: '/v1/sites/{siteId}/tickets/{ticketId}/park',
  unpark: '/v1/sites/{siteId}/tickets/{ticketId}/unpark',
  transfer: '/v1/sites/{siteId}/tickets/{ticketId}/transfer',
  nextService: '/v1/sites/{siteId}/tickets/{ticketId}/next-service',
  cancel: '/v1/sites/{siteId}/tickets/{ticketId}/cancel',
  pauseCounter: '/v1/sites/{siteId}/counters/{counterId}/pause',
  resumeCounter: '/v1/sites/{siteId}/counters/{counterId}/resume',
  takeCounter: '/v1/sites/{siteId}/counters/{counterId}/take',
  holdCounter: '/v1/sites/{siteId}/counters/{counterId}/heartbeat',
  releaseCounter: '/v1/sites/{siteId}/counters/{counterId}/release',
  groupOpening: '/v1/sites/{siteId}/groups/{groupCode}/opening',
  queueRules: '/v1/sites/{siteId}/queue-rules',
  serviceGroups: '/v1/sites/{siteId}/service-groups',
  serviceGroupHistory: '/v1/sites/{siteId}/service-groups/history',
  statistics: '/v1/sites/{siteId}/statistics',
  appointments: '/v1/sites/{siteId}/appointments',
  appointmentSlots: '/v1/sites/{siteId}/appointments/slots',
  checkIn: '/v1/sites/{siteId}/appointments/check-in',
  moveAppointment: '/v1/sites/{siteId}/appointments/{appointmentId}/move',
  cancelAppointment: '/v1/sites/{siteId}/appointments/{appointmentId}/cancel',
  procedures: '/v1/sites/{siteId}/procedures',
  procedure: '/v1/sites/{siteId}/procedures/{procedureCode}',
  previewDossier: '/v1/sites/{siteId}/dossiers/preview',
  dossiers: '/v1/sites/{siteId}/dossiers',
  dossier: '/v1/sites/{siteId}/dossiers/{dossierCode}',
  searchDossiers: '/v1/sites/{siteId}/dossiers/search',
  openWholeDossier: '/v1/sites/{siteId}/dossiers/{dossierCode}/open-whole',
  moveDossier: '/v1/sites/{siteId}/dossiers/{dossierCode}/steps',
  reappointDossier: '/v1/sites/{siteId}/dossiers/{dossierCode}/appointment',
  exchangeDossier: '/v1/sites/{siteId}/dossiers/{dossierCode}/exchange',
  lookUpCitizen: '/v1/sites/{siteId}/citizens/look-up',
  exportCitizen: '/v1/sites/{siteId}/citizens/export',
  eraseCitizen: '/v1/sites/{siteId}/citizens/erasure',
  audit: '/v1/sites/{siteId}/audit',
  verifyAudit: '/v1/sites/{siteId}/audit/verification',
  exportAudit: '/v1/sites/{siteId}/audit/export',
  enrolStation: '/v1/enrolments',
  logIn: '/v1/sites/{siteId}/sessions',
  answerChallenge: '/v1/sites/{siteId}/sessions/second-factor',
  refreshSession: '/v1/sites/{siteId}/sessions/refresh',
  endSession: '/v1/sites/{siteId}/sessions/end',
  me: '/v1/sites/{siteId}/me',
  mySessions: '/v1/sites/{siteId}/me/sessions',
  changePassword: '/v1/sites/{siteId}/me/password',
  beginSecondFactor: '/v1/sites/{siteId}/me/second-factor',
  confirmSecondFactor: '/v1/sites/{siteId}/me/second-factor/confirm',
  removeSecondFactor: '/v1/sites/{siteId}/me/second-factor/remove',
  officers: '/v1/sites/{siteId}/officers',
  officer: '/v1/sites/{siteId}/officers/{officerId}',
  resetOfficer: '/v1/sites/{siteId}/officers/{officerId}/reset',
  unlockOfficer: '/v1/sites/{siteId}/officers/{officerId}/unlock',
  dropOfficerFactor: '/v1/sites/{siteId}/officers/{officerId}/second-factor/remove',
  logOutOfficer: '/v1/sites/{siteId}/officers/{officerId}/sessions/end',
  colleagues: '/v1/sites/{siteId}/colleagues',
  stationCodes: '/v1/sites/{siteId}/station-codes',
  revokeStation: '/v1/sites/{siteId}/stations/{stationId}/revoke',
} as const;

/** Where a key or a session is got: nobody needs one yet to ask here. All POST. */
export const openPaths = [
  paths.enrolStation,
  paths.logIn,
  paths.answerChallenge,
  paths.refreshSession,
] as const;

/** Fills the `{…}` of a path; each value is escaped. */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`path ${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}

/** Header names that are ours. */
export const headers = {
  idempotencyKey: 'idempotency-key',
  commandSequence: 'command-sequence',
  correlationId: 'correlation-id',
  stationKey: 'station-key',
} as const;
