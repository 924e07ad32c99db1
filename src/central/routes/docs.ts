import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { paths } from '../../shared/api/routes.ts';
import type { CentralApp } from './http.ts';

/** The few files of swagger-ui-dist that the page needs. They are read from the package, so the page works offline. */
const files = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const;

const page = `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API Quầy Một Cửa</title>
    <link rel="stylesheet" href="${paths.docs}/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="${paths.docs}/swagger-ui-bundle.js"></script>
    <script src="${paths.docs}/start.js"></script>
  </body>
</html>
`;

const start = `SwaggerUIBundle({ url: '${paths.openapi}', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;

/** Inline styles and pictures are Swagger UI's own; scripts come from here alone. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** The readable page of the API. */
export function docsRoutes(app: CentralApp): void {
  const require = createRequire(import.meta.url);
  const send = (type: string, body: string): Response =>
    new Response(body, { headers: { 'Content-Type': type, 'Content-Security-Policy': policy } });
  app.get(paths.docs, () => send('text/html; charset=utf-8', page));
  app.get(`${paths.docs}/start.js`, () => send('text/javascript; charset=utf-8', start));
  for (const [name, type] of Object.entries(files)) {
    app.get(`${paths.docs}/${name}`, async () => {
      const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
      return send(type, await readFile(join(folder, name), 'utf8'));
    });
  }
}
