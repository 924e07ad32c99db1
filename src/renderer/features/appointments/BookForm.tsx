import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AppointmentPerson } from '../../../shared/api/appointments.ts';
import { CitizenNumber } from '../../../shared/api/primitives.ts';
import { PriorityClass } from '../../../shared/api/queue.ts';
import { formatLongDate, formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Queue } from '../queue/index.ts';
import classes from './AppointmentsDialog.module.css';
import { Appointments, dayAfter } from './store.ts';

/** Books a free slot. What was typed goes with the form: nothing of the person is kept. */
export function BookForm(props: { readonly onBack: () => void }) {
  const { t, language } = useTexts();
  const groups = Queue.use((state) => state.view?.snapshot?.groups) ?? [];
  const { today, day, shown, loading, loadError, acting, error, show, book } = Appointments.use(
    (state) => state,
  );
  const [groupCode, setGroup] = useState(() => groups[0]?.code ?? '');
  const [from, setFrom] = useState('');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [phone, setPhone] = useState('');
  const [priority, setPriority] = useState<PriorityClass>('normal');
  const [wasTried, setTried] = useState(false);

  const days = bookableDays(today, day, shown?.slots.lastDay ?? null);
  const slots = shown?.slots.items.filter((slot) => slot.groupCode === groupCode) ?? [];
  const chosen = slots.find((slot) => slot.from === from && slot.free > 0);
  const digits = number.replace(/\s/g, '');
  const person = AppointmentPerson.safeParse({ name, number: digits === '' ? null : digits, phone });
  const problems = {
    slot: chosen === undefined ? t('appointments.slotNeeded') : null,
    name: AppointmentPerson.shape.name.safeParse(name).success ? null : t('appointments.nameNeeded'),
    number: digits === '' || CitizenNumber.safeParse(digits).success ? null : t('appointments.numberWrong'),
    phone: AppointmentPerson.shape.phone.safeParse(phone).success ? null : t('appointments.phoneWrong'),
  };
  const send = (): void => {
    setTried(true);
    if (chosen === undefined || !person.success) return;
    void book({ groupCode, from: chosen.from, priority, person: person.data }).then((isBooked) => {
      if (isBooked) props.onBack();
    });
  };
  return (
    <form
      className={classes['form']}
      aria-label={t('appointments.book')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <NativeSelect
        label={t('appointments.service')}
        value={groupCode}
        autoFocus
        data={groups.map((group) => ({
          value: group.code,
          label: t('desk.toGroup', { code: group.code, name: group.name[language] }),
        }))}
        onChange={(event) => setGroup(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('appointments.dayField')}
        value={day ?? ''}
        data={days.map((one) => ({
          value: one,
          label: formatLongDate(`${one}T12:00:00+07:00`, language),
        }))}
        onChange={(event) => {
          setFrom('');
          void show(event.currentTarget.value);
        }}
      />
      <NativeSelect
        label={t('appointments.slot')}
        value={chosen?.from ?? ''}
        required
        disabled={shown === null}
        error={wasTried ? problems.slot : null}
        description={
          shown !== null && !slots.some((slot) => slot.free > 0) ? t('appointments.noSlots') : undefined
        }
        data={[
          {
            value: '',
            label: loading && shown === null ? t('common.loading') : t('appointments.chooseSlot'),
          },
          ...slots.map((slot) => ({
            value: slot.from,
            disabled: slot.free <= 0,
            label: t('appointments.slotFree', {
              from: formatTime(slot.from),
              to: formatTime(slot.to),
              free: String(slot.free),
            }),
          })),
        ]}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('appointments.priority')}
        value={priority}
        data={PriorityClass.options.map((value) => ({ value, label: t(`common.priority.${value}`) }))}
        onChange={(event) => setPriority(PriorityClass.parse(event.currentTarget.value))}
      />
      <TextInput
        className={classes['whole'] ?? ''}
        label={t('appointments.name')}
        value={name}
        maxLength={100}
        required
        autoComplete="off"
        spellCheck={false}
        error={wasTried ? problems.name : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('appointments.number')}
        description={t('appointments.numberHint')}
        value={number}
        maxLength={20}
        inputMode="numeric"
        autoComplete="off"
        error={wasTried ? problems.number : null}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextInput
        label={t('appointments.phone')}
        description={t('appointments.phoneHint')}
        value={phone}
        maxLength={20}
        inputMode="tel"
        autoComplete="off"
        error={wasTried ? problems.phone : null}
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <div className={classes['whole']}>
        {loadError !== null && <ErrorNote error={loadError} />}
        {error !== null && <ErrorNote error={error} />}
      </div>
      <div className={`${classes['head'] ?? ''} ${classes['whole'] ?? ''}`}>
        <Button type="submit" loading={acting}>
          {t('appointments.bookGo')}
        </Button>
        <Button variant="outline" disabled={acting} onClick={props.onBack}>
          {t('appointments.back')}
        </Button>
        {loadError !== null && (
          <Button variant="outline" onClick={() => void show(day)}>
            {t('common.start.retry')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** From today to the last day that may be booked; the day on the screen besides, where it is another. */
function bookableDays(today: string | null, day: string | null, lastDay: string | null): string[] {
  const days: string[] = [];
  if (today !== null && lastDay !== null)
    for (let at = today; at <= lastDay; at = dayAfter(at, 1)) days.push(at);
  if (day !== null && !days.includes(day)) days.push(day);
  return days.sort();
}
