import type { Problem } from '../../shared/api/primitives.ts';
import type { AppError } from '../../shared/errors.ts';
import { problemKinds, type Language, type ProblemKind } from './texts.ts';

/** A field that was not as it must be. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface ProblemOptions {
  readonly language: Language;
  readonly correlationId: string;
  readonly fields?: readonly FieldProblem[];
  /** Where HTTP has a status of its own for it (413, 415). */
  readonly status?: ProblemKind['status'];
}

/** The problem document of an error (RFC 9457). A code that central does not know to tell is told as `internal`. */
export function problemOf(error: AppError, options: ProblemOptions): Problem {
  const { language, correlationId } = options;
  const code = isCentralCode(error.code) ? error.code : 'internal';
  const kind: ProblemKind = problemKinds[code];
  const parameters = code === error.code ? error.detail : undefined;
  const errors = [...(options.fields ?? []), ...fieldOf(error)];
  return {
    type: `/problems/${code}`,
    title: kind.title[language],
    status: options.status ?? kind.status,
    code,
    detail: fill(kind.detail[language], { ...parameters, correlationId }),
    ...(parameters === undefined ? {} : { parameters }),
    correlationId,
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** The language that `Accept-Language` prefers: Vietnamese unless English is asked for first. */
export function languageOf(header: string | undefined): Language {
  const asked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().toLowerCase().split(';q=');
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((part) => part.quality > 0 && (part.language === 'vi' || part.language === 'en'))
    .sort((a, b) => b.quality - a.quality);
  return asked[0]?.language === 'en' ? 'en' : 'vi';
}

function isCentralCode(code: AppError['code']): code is keyof typeof problemKinds {
  return code in problemKinds;
}

/** A rule that only the domain knows names its field in the detail. */
function fieldOf(error: AppError): FieldProblem[] {
  const field = error.code === 'bad-request' ? error.detail?.['field'] : undefined;
  return typeof field === 'string' ? [{ path: field, message: error.cause ?? 'not valid' }] : [];
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '…'));
}
