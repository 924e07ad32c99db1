import type { TFunction } from 'i18next';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceGroup } from '../../../shared/api/queue.ts';
import type { Language } from '../../texts/i18n.ts';
import { formatDateTime, formatLongDate, formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useFit } from '../../ui/use-fit.ts';
import { Queue, useServerNow } from '../queue/index.ts';
import { useScans } from '../scanning/index.ts';
import { Appointment } from './Appointment.tsx';
import { Confirm } from './Confirm.tsx';
import { Issued } from './Issued.tsx';
import classes from './KioskScreen.module.css';
import { Kiosk } from './store.ts';

/** The kiosk: touch a service, take a number. Nothing else of the app can be reached from here. */
export function KioskScreen(props: { readonly siteName: string; readonly language: Language }) {
  const { t, language } = useTexts();
  const { i18n } = useTranslation();
  const central = Queue.use((state) => state.view?.central.state ?? 'connecting');
  const groups = Queue.use((state) => state.view?.snapshot?.groups ?? null);
  const groupCode = Kiosk.use((state) => state.groupCode);
  const ticket = Kiosk.use((state) => state.ticket);
  const startOver = Kiosk.use((state) => state.startOver);
  const isForAppointment = Kiosk.use((state) => state.isForAppointment);
  const checkIn = Kiosk.use((state) => state.checkIn);
  const group = groups?.find((found) => found.code === groupCode) ?? null;

  const leave = (): void => {
    startOver();
    // The next visitor begins in the language of the house.
    void i18n.changeLanguage(props.language);
  };

  useScans(({ result }) => {
    if (ticket !== null || central === 'away') return false;
    if (result.meaning === 'appointment') {
      void checkIn({ kind: 'code', code: result.fields.code }, language);
      return true;
    }
    // A card is looked up only where somebody says that they have an appointment.
    if (result.meaning !== 'citizenCard' || !isForAppointment) return false;
    void checkIn({ kind: 'card', number: result.fields.number }, language);
    return true;
  });

  return (
    <Frame siteName={props.siteName}>
      {ticket !== null ? (
        <Issued key={ticket.id} ticket={ticket} onLeave={leave} />
      ) : central === 'away' ? (
        <Away />
      ) : isForAppointment ? (
        <Appointment onLeave={leave} />
      ) : group !== null ? (
        <Confirm key={group.code} group={group} onLeave={leave} />
      ) : groups === null ? (
        <p className={classes['center']}>{t('common.loading')}</p>
      ) : (
        <Groups groups={groups} language={language} />
      )}
    </Frame>
  );
}

function Frame(props: { readonly siteName: string; readonly children: ReactNode }) {
  const { t, language } = useTexts();
  const { i18n } = useTranslation();
  const now = useServerNow();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <div className={classes['kiosk']}>
      <header className={classes['header']}>
        <div>
          <p className={classes['site']}>{props.siteName}</p>
          <h1 className={classes['title']}>{t('kiosk.title')}</h1>
        </div>
        <time className={classes['clock']} dateTime={new Date(now).toISOString()}>
          <strong>{formatTime(now)}</strong>
          <span>{formatLongDate(now, language)}</span>
        </time>
        <div className={classes['languages']} role="group" aria-label={t('kiosk.languageSwitch')}>
          {(['vi', 'en'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              lang={choice}
              className={classes['language']}
              aria-pressed={language === choice}
              onClick={() => void i18n.changeLanguage(choice)}
            >
              {t(`common.language.${choice}`)}
            </button>
          ))}
        </div>
      </header>
      <main className={classes['main']}>{props.children}</main>
      <footer className={classes['footer']}>{t('kiosk.notice')}</footer>
    </div>
  );
}

function Away() {
  const { t } = useTexts();
  return (
    <div className={classes['center']} role="alert">
      <p className={classes['big']}>{t('kiosk.away')}</p>
      <p className={classes['middle']}>{t('kiosk.awayNext')}</p>
    </div>
  );
}

function Groups(props: { readonly groups: readonly ServiceGroup[]; readonly language: Language }) {
  const { t } = useTexts();
  const chooseGroup = Kiosk.use((state) => state.chooseGroup);
  const openAppointment = Kiosk.use((state) => state.openAppointment);
  const tiles = useFit<HTMLDivElement>(`${props.language} ${JSON.stringify(props.groups)}`);
  if (props.groups.length === 0) return <p className={classes['center']}>{t('kiosk.noGroups')}</p>;
  return (
    <>
      <h2 className={classes['ask']}>{t('kiosk.choose')}</h2>
      <div ref={tiles} className={classes['tiles']} data-many={props.groups.length > 6}>
        {props.groups.map((group) => (
          <button
            key={group.code}
            type="button"
            className={classes['tile']}
            disabled={!group.open}
            aria-label={group.name[props.language]}
            aria-describedby={`group-${group.code}`}
            onClick={() => chooseGroup(group.code)}
          >
            <span className={classes['letter']} aria-hidden="true">
              {group.code}
            </span>
            <span className={classes['tileText']}>
              <span className={classes['tileName']}>{group.name[props.language]}</span>
              <span className={classes['tileNote']}>{group.description[props.language]}</span>
              <span className={classes['tileWait']} id={`group-${group.code}`}>
                {group.open
                  ? group.waiting === 0
                    ? t('kiosk.nobodyWaiting')
                    : t('kiosk.waiting', { count: group.waiting })
                  : closedText(group, t, props.language)}
              </span>
            </span>
          </button>
        ))}
      </div>
      <button type="button" className={classes['appointment']} onClick={openAppointment}>
        {t('kiosk.appointment.have')}
        <small>{t('kiosk.appointment.haveNote')}</small>
      </button>
    </>
  );
}

/** Why a group gives out no numbers, and when it does again where that is known. */
function closedText(group: ServiceGroup, t: TFunction, language: Language): string {
  if (group.closed?.because !== 'hours') return `${t('kiosk.closed')}. ${t('kiosk.closedNote')}`;
  const { opensAt } = group.closed;
  return opensAt === null
    ? `${t('desk.kioskHours')}. ${t('kiosk.closedNote')}`
    : `${t('desk.kioskHours')}. ${t('desk.kioskOpensAt', { time: formatDateTime(opensAt, language) })}.`;
}
