import type { ButtonProps } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { useMay } from '../access/index.ts';
import { Appointments } from './store.ts';

/** Opens the appointments, for whoever may read them. */
export function AppointmentsButton(props: Pick<ButtonProps, 'size' | 'variant'>) {
  const { t } = useTexts();
  const open = Appointments.use((state) => state.open);
  if (!useMay('appointment.read')) return null;
  return (
    <KeyButton command="appointments" {...props} onPress={open}>
      {t('appointments.open')}
    </KeyButton>
  );
}
