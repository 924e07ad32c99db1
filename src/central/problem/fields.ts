import type { ZodError } from 'zod';
import type { FieldProblem } from './problem.ts';
import type { Language } from './texts.ts';

type Issue = ZodError['issues'][number];

const vietnamese: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'còn thiếu hoặc sai kiểu dữ liệu',
  invalid_format: 'sai định dạng',
  invalid_value: 'không thuộc các giá trị cho phép',
  too_big: 'quá dài hoặc quá lớn',
  too_small: 'quá ngắn hoặc quá nhỏ',
  unrecognized_keys: 'có mục không được biết',
};

/** What was wrong with which field. Never what was sent: it may name a person. */
export function fieldProblems(error: ZodError, part: string, language: Language): FieldProblem[] {
  return error.issues.map((issue) => ({
    path: [...(part === 'json' ? [] : [part]), ...issue.path.map(String)].join('.'),
    message: language === 'vi' ? (vietnamese[issue.code] ?? 'không hợp lệ') : issue.message,
  }));
}
