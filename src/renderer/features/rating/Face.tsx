import type { RatingScore } from '../../../shared/api/queue.ts';

const mouths: Readonly<Record<RatingScore, string>> = {
  good: 'M28 58 Q50 86 72 58 Z',
  fair: 'M30 62 Q50 74 70 62',
  poor: 'M30 72 Q50 54 70 72',
};

/** A face that says what its button says; the word beside it is what counts. */
export function Face(props: { readonly score: RatingScore }) {
  return (
    <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <circle cx="50" cy="50" r="46" fill="currentColor" opacity="0.14" />
      <circle cx="50" cy="50" r="46" fill="none" stroke="currentColor" strokeWidth="5" />
      <circle cx="34" cy="40" r="6" fill="currentColor" />
      <circle cx="66" cy="40" r="6" fill="currentColor" />
      <path
        d={mouths[props.score]}
        fill={props.score === 'good' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
