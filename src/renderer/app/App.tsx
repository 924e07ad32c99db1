import { useEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Access, AccessGate, SignedIn } from '../features/access/index.ts';
import { CounterCommands, CounterScreen } from '../features/counter/index.ts';
import { DisplayScreen } from '../features/display/index.ts';
import { Appointments } from '../features/appointments/index.ts';
import { Dossiers } from '../features/dossiers/index.ts';
import { Intake } from '../features/intake/index.ts';
import { Kiosk, KioskScreen } from '../features/kiosk/index.ts';
import { Lab, LabScreen } from '../features/lab/index.ts';
import { LauncherScreen } from '../features/launcher/index.ts';
import { Printing } from '../features/printing/index.ts';
import { Queue } from '../features/queue/index.ts';
import { Rating, RatingScreen } from '../features/rating/index.ts';
import { Scanning, WedgeScanner } from '../features/scanning/index.ts';
import { Settings, SettingsScreen } from '../features/settings/index.ts';
import { StationNames } from '../features/stations/index.ts';
import { ScannedDossier, SupervisorScreen } from '../features/supervisor/index.ts';
import type { HostClient } from '../host/client.ts';
import { HostProvider, useHost } from '../host/context.tsx';
import { KeyboardProvider, useKeys } from '../keyboard/keyboard.tsx';
import { SoundsProvider } from '../sound/context.tsx';
import type { Sounds } from '../sound/sounds.ts';
import { makeI18n } from '../texts/i18n.ts';
import { useTexts } from '../texts/use-texts.ts';
import { MantineFrame } from '../ui/MantineFrame.tsx';
import { NoticeSlots } from '../ui/notice-slot.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Shell, type Self } from './shell-store.ts';
import { StaffFrame } from './StaffFrame.tsx';
import { Starting } from './Starting.tsx';
import { Trouble } from './Trouble.tsx';

interface AppProps {
  readonly host: HostClient;
  readonly sounds: Sounds;
  /** Tests: no transitions, dialogs in place. */
  readonly env?: 'test';
}

/** One window of the app: it asks main what it is and becomes that. */
export function App({ host, sounds, env }: AppProps) {
  return (
    <HostProvider host={host}>
      <SoundsProvider sounds={sounds}>
        <MantineFrame {...(env === undefined ? {} : { env })}>
          <Shell.Provider>
            <KeyboardProvider>
              <NoticeSlots>
                <Translated host={host} />
              </NoticeSlots>
            </KeyboardProvider>
          </Shell.Provider>
        </MantineFrame>
      </SoundsProvider>
    </HostProvider>
  );
}

function Translated(props: { readonly host: HostClient }) {
  const language = Shell.use((state) => state.self?.language ?? 'vi');
  const i18n = useMemo(() => makeI18n(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <I18nextProvider i18n={i18n}>
      <ErrorBoundary host={props.host}>
        <Window />
      </ErrorBoundary>
    </I18nextProvider>
  );
}

/** Screens for citizens keep what the configuration says: nobody passing by may open the desktop. */
function mayLeaveFullScreen(self: Self): boolean {
  return self.station?.role !== 'kiosk' && self.station?.role !== 'rating';
}

function FullScreenKey() {
  const host = useHost();
  const [on, setOn] = useState(false);
  useKeys(
    {
      fullScreen: () => {
        setOn(!on);
        void host.call('station.fullScreen', { on: !on });
      },
    },
    'always',
  );
  return null;
}

function Window() {
  const { t } = useTexts();
  const self = Shell.use((state) => state.self);
  const error = Shell.use((state) => state.error);
  const { ask, restart } = Shell.useApi().getState();
  const problem = error ?? self?.problem ?? null;
  const title = self?.station?.name ?? t('common.product');
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (problem !== null && self?.window !== 'settings')
    return <Trouble error={problem} onReload={() => void ask()} onRestart={() => void restart()} />;
  if (self === null) return <Starting />;
  return (
    <Queue.Provider>
      <Printing.Provider>
        <Scanning.Provider>
          <WedgeScanner />
          {mayLeaveFullScreen(self) && <FullScreenKey />}
          <StationNames stations={self.stations}>
            <Content self={self} />
          </StationNames>
        </Scanning.Provider>
      </Printing.Provider>
    </Queue.Provider>
  );
}

function Content(props: { readonly self: Self }) {
  const { t } = useTexts();
  const { self } = props;
  switch (self.window) {
    case 'launcher':
      return (
        <StaffFrame title={t('common.product')} scope="launcher">
          <LauncherScreen self={self} />
        </StaffFrame>
      );
    case 'lab':
      return (
        <StaffFrame title={t('lab.title')} scope="lab">
          <Lab.Provider>
            <LabScreen />
          </Lab.Provider>
        </StaffFrame>
      );
    case 'settings':
      return (
        <StaffFrame title={t('settings.title')} scope="settings">
          <Settings.Provider>
            <SettingsScreen />
          </Settings.Provider>
        </StaffFrame>
      );
    case 'station':
      return <Station self={self} />;
  }
}

/** The screen of a station, by its role. */
function Station(props: { readonly self: Self }) {
  const { t } = useTexts();
  const { station, site, language } = props.self;
  const siteName = site?.name ?? t('common.product');
  if (station === null) return null;
  switch (station.role) {
    case 'counter':
      return (
        <Access.Provider>
          <AccessGate title={station.name}>
            <StaffFrame title={station.name} scope="counter" person={<SignedIn />}>
              <CounterCommands.Provider>
                <Dossiers.Provider>
                  <Intake.Provider>
                    <Appointments.Provider>
                      <CounterScreen counterId={station.counterId} />
                    </Appointments.Provider>
                  </Intake.Provider>
                </Dossiers.Provider>
              </CounterCommands.Provider>
            </StaffFrame>
          </AccessGate>
        </Access.Provider>
      );
    case 'kiosk':
      return (
        <Kiosk.Provider>
          <KioskScreen siteName={siteName} language={language} />
        </Kiosk.Provider>
      );
    case 'display':
      return <DisplayScreen siteName={siteName} />;
    case 'supervisor':
      return (
        <Access.Provider>
          <AccessGate title={station.name}>
            <StaffFrame title={station.name} scope="supervisor" person={<SignedIn />}>
              <Dossiers.Provider>
                <Appointments.Provider>
                  <ScannedDossier>
                    <SupervisorScreen />
                  </ScannedDossier>
                </Appointments.Provider>
              </Dossiers.Provider>
            </StaffFrame>
          </AccessGate>
        </Access.Provider>
      );
    case 'rating':
      return (
        <Rating.Provider>
          <RatingScreen counterId={station.counterId} siteName={siteName} />
        </Rating.Provider>
      );
  }
}
