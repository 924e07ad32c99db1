/*
 * The little of IPP (RFC 8010, 8011) that a raw queue needs: attributes out, attributes back. Pure.
 */

export const ippOperation = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getPrinterAttributes: 0x000b,
  cupsGetPrinters: 0x4002,
} as const;

/** RFC 8011, 4.1.6.2 and its error codes. */
export const ippNotFound = 0x0406;

const tags = {
  charset: 0x47,
  language: 0x48,
  uri: 0x45,
  name: 0x42,
  mimeType: 0x49,
  keyword: 0x44,
  integer: 0x21,
};
const operationGroup = 0x01;
const endOfAttributes = 0x03;
const numberTags: readonly number[] = [0x21, 0x23];

export interface IppAttribute {
  readonly type: keyof typeof tags;
  readonly name: string;
  readonly values: readonly (string | number)[];
}

/** The attributes between two delimiters, e.g. those of one printer of several. */
export interface IppGroup {
  readonly tag: number;
  readonly attributes: ReadonlyMap<string, readonly (string | number)[]>;
}

export interface IppAnswer {
  readonly status: number;
  readonly groups: readonly IppGroup[];
  /** Attributes of all groups by name: numbers and enums as numbers, all else as text. */
  readonly attributes: ReadonlyMap<string, readonly (string | number)[]>;
}

/** A request up to where the document begins. */
export function encodeIpp(operation: number, attributes: readonly IppAttribute[]): Buffer {
  const all: IppAttribute[] = [
    { type: 'charset', name: 'attributes-charset', values: ['utf-8'] },
    { type: 'language', name: 'attributes-natural-language', values: ['en'] },
    ...attributes,
  ];
  const head = Buffer.from([1, 1, operation >> 8, operation & 0xff, 0, 0, 0, 1, operationGroup]);
  return Buffer.concat([head, ...all.flatMap(attributeBytes), Buffer.of(endOfAttributes)]);
}

function attributeBytes({ type, name, values }: IppAttribute): Buffer[] {
  // A further value of the same attribute has no name.
  return values.flatMap((value, index) => [
    Buffer.of(tags[type]),
    counted(Buffer.from(index === 0 ? name : '', 'utf8')),
    counted(valueBytes(value)),
  ]);
}

function valueBytes(value: string | number): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function counted(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Reads an answer; null when the bytes are not one (something else listens at that port). */
export function decodeIpp(bytes: Buffer): IppAnswer | null {
  if (bytes.length < 9 || (bytes[0] !== 1 && bytes[0] !== 2)) return null;
  const attributes = new Map<string, (string | number)[]>();
  const groups: { tag: number; attributes: Map<string, (string | number)[]> }[] = [];
  let at = 8;
  let current = '';
  for (;;) {
    const tag = bytes[at];
    if (tag === undefined) return null;
    at += 1;
    if (tag === endOfAttributes) return { status: bytes.readUInt16BE(2), attributes, groups };
    if (tag < 0x10) {
      groups.push({ tag, attributes: new Map() });
      continue;
    }
    const name = countedAt(bytes, at);
    const value = name && countedAt(bytes, name.next);
    if (!value) return null;
    at = value.next;
    if (name.bytes.length > 0) current = name.bytes.toString('utf8');
    const isNumber = numberTags.includes(tag) && value.bytes.length === 4;
    const read = isNumber ? value.bytes.readInt32BE() : value.bytes.toString('utf8');
    for (const into of [attributes, groups.at(-1)?.attributes])
      into?.set(current, [...(into.get(current) ?? []), read]);
  }
}

function countedAt(bytes: Buffer, at: number): { readonly bytes: Buffer; readonly next: number } | null {
  if (at + 2 > bytes.length) return null;
  const next = at + 2 + bytes.readUInt16BE(at);
  return next > bytes.length ? null : { bytes: bytes.subarray(at + 2, next), next };
}
