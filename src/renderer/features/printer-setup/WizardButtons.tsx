import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { PrinterSetup } from './store.ts';

export function LeaveButton(props: { readonly onClose: (saved: boolean) => void }) {
  const { t } = useTexts();
  return (
    <KeyButton command="close" variant="default" onPress={() => props.onClose(false)}>
      {t('printerSetup.leave')}
    </KeyButton>
  );
}

export function BackButton() {
  const { t } = useTexts();
  const back = PrinterSetup.use((state) => state.back);
  const busy = PrinterSetup.use((state) => state.rulers.busy || state.sample.busy);
  return (
    <KeyButton command="stepBack" variant="default" disabled={busy} onPress={back}>
      {t('common.back')}
    </KeyButton>
  );
}
