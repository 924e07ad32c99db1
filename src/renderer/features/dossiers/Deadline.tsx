import type { Dossier } from '../../../shared/api/dossiers.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { StatusDot, type Tone } from '../../ui/StatusDot.tsx';

const tones: Readonly<Record<Dossier['deadline'], Tone>> = {
  early: 'ok',
  onTime: 'ok',
  dueSoon: 'warn',
  overdue: 'bad',
  none: 'idle',
};

/** How a dossier stands to its appointment. */
export function Deadline(props: { readonly deadline: Dossier['deadline'] }) {
  const { t } = useTexts();
  return <StatusDot tone={tones[props.deadline]} label={t(`dossier.deadline.${props.deadline}`)} />;
}
