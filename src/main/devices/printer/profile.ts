import { z } from 'zod';
import bixolonSrp350 from './profiles/bixolon-srp-350.json';
import citizenCtS310 from './profiles/citizen-ct-s310.json';
import epson180Dpi80 from './profiles/epson-180dpi-80.json';
import epsonTmT82 from './profiles/epson-tm-t82.json';
import epsonTmT8858 from './profiles/epson-tm-t88-58.json';
import epsonTmT88 from './profiles/epson-tm-t88.json';
import generic58 from './profiles/generic-58.json';
import generic80 from './profiles/generic-80.json';
import labelTspl from './profiles/label-tspl.json';
import starMcPrint2 from './profiles/star-mc-print2.json';
import starMcPrint3 from './profiles/star-mc-print3.json';
import starTsp100 from './profiles/star-tsp100.json';
import starTsp100iv from './profiles/star-tsp100iv.json';
import xprinterQ200 from './profiles/xprinter-q200.json';
import xprinterXp58 from './profiles/xprinter-xp58.json';
import xprinterXp80 from './profiles/xprinter-xp80.json';

/** Whether a model answers a kind of question. `probe`: ask it once and remember; clones differ under one name. */
const Ability = z.enum(['yes', 'no', 'probe']);
export type Ability = z.infer<typeof Ability>;

/** What GS v 0 and the printers behind it count; GS ( L has room for more (both: 2303 rows in the manuals of Epson and HPRT). */
const mostRows = { gsV0: 255, gsParenL: 2303 };

const ProfileFields = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(60),
  description: z
    .string()
    .min(1)
    .describe(
      'for whoever sets printers up: which models, what to set at them, what no device has proved yet',
    ),
  models: z
    .array(z.string().regex(/^[A-Z0-9][A-Z0-9 +.-]*$/))
    .default([])
    .describe(
      'names by which a printer of this model calls itself (GS I, IEEE 1284, a queue), in capital letters',
    ),
  widthDots: z
    .number()
    .int()
    .min(8)
    .max(2048)
    .multipleOf(8)
    .describe(
      'dots that the head can print, proved by the printed ruler; never derived from the paper width',
    ),
  dpi: z.number().int().min(100).max(600),
  dialect: z
    .enum(['epson', 'star', 'tspl'])
    .describe(
      'the command language: ESC/POS; the raster mode of Star (asked nothing, rows one by one); TSPL of label printers (no band ' +
        'or cutter feed)',
    ),
  graphics: z
    .enum(['gsV0', 'gsParenL', 'escStar24', 'escStar8'])
    .default('gsV0')
    .describe(
      'how ESC/POS takes a picture. gsV0: every clone. gsParenL: GS ( L, for models that gave GS v 0 up. escStar24, ' +
        'escStar8: lines of 24 or 8 dots, for impact printers and those that know no raster; 8 dots lie about 1/72 inch apart',
    ),
  label: z
    .strictObject({ heightMm: z.number().min(5).max(500), gapMm: z.number().min(0).max(20) })
    .nullable()
    .default(null)
    .describe('TSPL: the labels on the roll; null: continuous paper, each label as long as its slip'),
  maxBandRows: z
    .number()
    .int()
    .min(1)
    .max(mostRows.gsParenL)
    .describe(
      'rows of one picture command (255 at most, but for gsParenL); less for printers with a small buffer',
    ),
  feedUnit: z
    .enum(['dot', 'unknown'])
    .describe(
      'what ESC J counts. dot: blank rows are fed. unknown: they are sent as picture, because Epson models count in ' +
        'half dots unless told otherwise and a wrong guess changes every distance on the paper',
    ),
  cutter: z
    .enum(['feedAndCut', 'plain', 'none'])
    .describe(
      'feedAndCut: knows GS V 65/66. plain: only GS V 0/1, fed by us first. none: fed for tearing off',
    ),
  feedToCutterDots: z.number().int().min(0).max(400).describe('from the head to the cutter or tear bar'),
  drawer: z.boolean(),
  status: z.strictObject({
    dleEot: Ability.describe('the state in real time: DLE EOT 1–4, or ESC ! ? in TSPL'),
    gsR: Ability.describe('GS r 1, answered when everything before it has left the buffer'),
    gsParenH: Ability.describe('GS ( H function 48, answered when everything before it is printed'),
    gsA: Ability.describe('GS a, the state told unasked at every change'),
  }),
});

/** A printer model as data (D7). A new model is a new file in `profiles/` and a line in this one. */
export const PrinterProfile = ProfileFields.refine(
  ({ graphics, maxBandRows }) => graphics === 'gsParenL' || maxBandRows <= mostRows.gsV0,
  { path: ['maxBandRows'], message: `at most ${mostRows.gsV0} rows` },
);
export type PrinterProfile = z.infer<typeof PrinterProfile>;

/** Every model that the product knows. A file that breaks the schema is a bug and stops the start. */
export const printerProfiles: readonly PrinterProfile[] = [
  generic80,
  generic58,
  labelTspl,
  epsonTmT82,
  epsonTmT88,
  epsonTmT8858,
  epson180Dpi80,
  xprinterXp80,
  xprinterXp58,
  xprinterQ200,
  starMcPrint3,
  starMcPrint2,
  starTsp100,
  starTsp100iv,
  bixolonSrp350,
  citizenCtS310,
].map((file) => PrinterProfile.parse(file));

/** The model of that id; undefined when there is none. */
export function findProfile(id: string): PrinterProfile | undefined {
  return printerProfiles.find((profile) => profile.id === id);
}

/**
 * The model of a configured printer, with the width that its ruler proved where that is another one. Another width counts as
 * another model to whoever compares ids: what was drawn for the one does not fit the other. Undefined: no such model.
 */
export function configuredProfile(config: {
  readonly profile: string;
  readonly widthDots?: number | undefined;
}): PrinterProfile | undefined {
  const profile = findProfile(config.profile);
  const { widthDots } = config;
  if (!profile || widthDots === undefined || widthDots === profile.widthDots) return profile;
  return { ...profile, id: `${profile.id} ${widthDots}`, widthDots };
}
