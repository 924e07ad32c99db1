import { useState, type ReactNode } from 'react';
import { useWho } from '../features/access/index.ts';
import { AdministrationScreen, sectionsFor } from '../features/administration/index.ts';
import { HistoryScreen } from '../features/printing/index.ts';
import { Queue, useServerNow } from '../features/queue/index.ts';
import { ScanElsewhere, ScannerStates } from '../features/scanning/index.ts';
import type { HelpScope } from '../keyboard/key-map.ts';
import { KeyLayer, useKeys } from '../keyboard/keyboard.tsx';
import { formatLongDate, formatTime } from '../texts/format.ts';
import { useTexts } from '../texts/use-texts.ts';
import { KeyButton } from '../ui/KeyButton.tsx';
import { NoticeSlot } from '../ui/notice-slot.tsx';
import { StatusDot } from '../ui/StatusDot.tsx';
import { Banners } from './Banners.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { Shell } from './shell-store.ts';
import classes from './StaffFrame.module.css';

/** The frame of every screen for staff: where I am, what time it is, whether all is connected, help. */
export function StaffFrame(props: {
  readonly title: string;
  readonly scope: HelpScope;
  /** Who works here, where people log in. */
  readonly person?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTexts();
  const self = Shell.use((state) => state.self);
  const [helping, setHelping] = useState(false);
  const [over, setOver] = useState<'history' | 'administration' | null>(null);
  const back = (): void => setOver(null);
  const isStation = props.scope === 'counter' || props.scope === 'supervisor';
  useKeys({ help: () => setHelping(!helping) }, 'always');
  return (
    <div className={classes['frame']}>
      <header className={classes['header']}>
        <div className={classes['where']}>
          <div className={classes['titleLine']}>
            <h1 className={classes['title']}>{props.title}</h1>
            {self?.training === true && <span className={classes['training']}>{t('common.training')}</span>}
          </div>
          <p className={classes['site']}>{self?.site?.name ?? t('launcher.noSite')}</p>
        </div>
        <div className={classes['states']}>
          <ScannerStates stationId={self?.station?.id ?? null} />
          <Connection />
        </div>
        <Clock />
        <div className={classes['right']}>
          {props.person}
          <div className={classes['tools']}>
            {isStation && (
              <AdministrationButton isOff={over !== null} onPress={() => setOver('administration')} />
            )}
            {isStation && (
              <KeyButton
                command="printHistory"
                size="compact-sm"
                variant="default"
                disabled={over !== null}
                onPress={() => setOver('history')}
              >
                {t('printing.history.open')}
              </KeyButton>
            )}
            <KeyButton command="help" size="compact-sm" variant="default" onPress={() => setHelping(true)}>
              {t('common.help.open')}
            </KeyButton>
          </div>
        </div>
      </header>
      <Banners />
      <ScanElsewhere />
      {/* What somebody was in the middle of stays as it is behind what is opened over it. */}
      <main className={classes['main']} hidden={over !== null}>
        {props.children}
      </main>
      {over !== null && (
        <main className={`${classes['main'] ?? ''} ${classes['over'] ?? ''}`}>
          <KeyLayer>
            <NoticeSlot />
            {over === 'history' ? <HistoryScreen onClose={back} /> : <AdministrationScreen onClose={back} />}
          </KeyLayer>
        </main>
      )}
      {helping && <HelpDialog scope={props.scope} onClose={() => setHelping(false)} />}
    </div>
  );
}

/** The way to the administration, for whoever may do something there. */
function AdministrationButton(props: { readonly isOff: boolean; readonly onPress: () => void }) {
  const { t } = useTexts();
  if (sectionsFor(useWho()).length === 0) return null;
  return (
    <KeyButton
      command="administration"
      size="compact-sm"
      variant="default"
      disabled={props.isOff}
      onPress={props.onPress}
    >
      {t('administration.open')}
    </KeyButton>
  );
}

function Connection() {
  const { t } = useTexts();
  const central = Queue.use((state) => state.view?.central.state ?? 'connecting');
  const tone = central === 'connected' ? 'ok' : central === 'away' ? 'bad' : 'warn';
  return <StatusDot tone={tone} label={t(`common.central.state.${central}`)} />;
}

function Clock() {
  const { language } = useTexts();
  const now = useServerNow();
  return (
    <time className={classes['clock']} dateTime={new Date(now).toISOString()}>
      <strong>{formatTime(now)}</strong>
      <span>{formatLongDate(now, language)}</span>
    </time>
  );
}
