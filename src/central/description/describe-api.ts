import { paths } from '../../shared/api/routes.ts';
import type { CentralApp } from '../routes/http.ts';
import { withExamples } from './examples.ts';

/** `identifier` is of OpenAPI 3.1; the types of the generator know 3.0 only. */
const license: { readonly name: string; readonly identifier: string } = {
  name: 'Not for distribution',
  identifier: 'LicenseRef-UNLICENSED',
};

/** The OpenAPI 3.1 document, from the same schemas that check requests and that the station's client reads answers with. */
export function describeApi(app: CentralApp, version: string): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'accessToken', {
    type: 'http',
    scheme: 'bearer',
    description:
      'The access token of an officer who logged in; an embedded central takes its access key instead. From a station it comes together with the station’s key.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'stationKey', {
    type: 'apiKey',
    in: 'header',
    name: 'Station-Key',
    description: 'The key that a station got at its enrolment: alone, what the station may by itself',
  });
  let document: unknown;
  app.get(paths.openapi, (context) => {
    document ??= withExamples(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Quầy Một Cửa: central',
          version,
          description:
            'API of the one-stop software: queue, dossiers, procedures. Commands (POST that changes something) take an `Idempotency-Key`; every error is a problem document (RFC 9457) in Vietnamese or English by `Accept-Language`; a `Correlation-Id` is echoed. `x-permission` names what a route needs.',
          license,
        },
        servers: [{ url: '/', description: 'This server' }],
        security: [{ stationKey: [] }, { stationKey: [], accessToken: [] }, { accessToken: [] }],
        tags: [
          { name: 'Queue', description: 'Numbers and calls' },
          { name: 'Appointments', description: 'Slots, bookings, and the numbers of who has come' },
          { name: 'Dossiers', description: 'Hồ sơ, from receipt to result, and the people in them' },
          { name: 'Citizens', description: 'People known to a site, and their rights to their own data' },
          { name: 'Audit', description: 'The log of processing' },
          { name: 'Procedures', description: 'The catalogue of procedures' },
          { name: 'Site', description: 'A centre, its stations, its snapshot and its events' },
          { name: 'Access', description: 'Logging in, officers and their roles, stations and their keys' },
          { name: 'System', description: 'The server itself' },
        ],
      }),
    );
    return context.json(document);
  });
}
