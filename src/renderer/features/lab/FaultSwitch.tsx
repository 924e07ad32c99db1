import { Switch } from '@mantine/core';
import type { LabFault, LabPrinterView } from '../../../shared/contract/lab.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Lab } from './store.ts';

/** Makes and mends one fault. `rows`: of the roll's end; null while what was typed is no number, then it cannot be made. */
export function FaultSwitch(props: {
  readonly printer: LabPrinterView;
  readonly fault: LabFault;
  readonly rows?: number | null;
}) {
  const { t } = useTexts();
  const { fault, printer, rows } = props;
  const setFault = Lab.use((state) => state.setFault);
  const isOn = printer.faults.includes(fault);
  return (
    <Switch
      size="sm"
      color="red"
      label={t(`lab.fault.${fault}.name`)}
      // Mantine takes the explanation into the name of a switch; here it is its description.
      aria-label={t(`lab.fault.${fault}.name`)}
      description={t(`lab.fault.${fault}.note`)}
      checked={isOn}
      disabled={rows === null && !isOn}
      onChange={(event) => void setFault(printer.name, fault, event.currentTarget.checked, rows ?? undefined)}
    />
  );
}
