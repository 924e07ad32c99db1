import type { ScannerView } from '../../../shared/contract/scanning.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { StatusDot, type Tone } from '../../ui/StatusDot.tsx';
import { Scanning } from './store.ts';

const tones = {
  connected: 'ok',
  connecting: 'warn',
  away: 'bad',
  off: 'idle',
} as const satisfies Record<ScannerView['state'], Tone>;

/** The scanners of a station, each with its state: an officer sees an unplugged one before trying to scan. */
export function ScannerStates(props: { readonly stationId: string | null }) {
  const { t } = useTexts();
  const scanners = Scanning.use((state) => state.scanners);
  const { stationId } = props;
  const own = scanners.filter((scanner) => stationId !== null && scanner.stationIds.includes(stationId));
  return (
    <span role="status">
      {own.map(({ id, name, state }) => (
        <StatusDot key={id} tone={tones[state]} label={`${name}: ${t(`supervisor.scannerState.${state}`)}`} />
      ))}
    </span>
  );
}
