import { Button, Radio, TextInput } from '@mantine/core';
import type { FoundPrinterView } from '../../../shared/contract/printer-setup.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote, errorNext, errorWhat } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import classes from './PrinterSetup.module.css';
import { foundNothing } from './steps.ts';
import { PrinterSetup } from './store.ts';

/** What was found, a search of the network on request, and an address typed by hand. */
export function FindStep() {
  const { t } = useTexts();
  const search = PrinterSetup.use((state) => state.search);
  const searchError = PrinterSetup.use((state) => state.searchError);
  const address = PrinterSetup.use((state) => state.address);
  const { pick } = PrinterSetup.useApi().getState();
  return (
    <>
      <p>{t('printerSetup.find.intro')}</p>
      <div className={classes['two']}>
        <div className={classes['card']}>
          <Radio.Group label={t('printerSetup.find.list')} value={address ?? ''} onChange={pick}>
            <ul className={classes['found']}>
              {search.found.map((printer) => (
                <Found key={printer.address} printer={printer} />
              ))}
            </ul>
          </Radio.Group>
          {foundNothing(search) && <Nothing />}
          {search.problems.map(({ way, error }, index) => (
            <div key={index} className={classes['problem']} role="note">
              <strong>{t('printerSetup.find.problem', { way: t(`printerSetup.find.way.${way}`) })}</strong>{' '}
              {error.cause !== undefined && (
                <span className={classes['soft']}>{t('common.technical', { text: error.cause })}</span>
              )}
            </div>
          ))}
          {searchError !== null && <ErrorNote error={searchError} />}
          <p role="status" className={classes['soft']}>
            {search.local === 'running' && t('printerSetup.find.localRunning')}
            {search.local !== 'running' &&
              search.found.length > 0 &&
              t('printerSetup.find.found', { count: search.found.length })}
          </p>
        </div>
        <div className={classes['card']}>
          <NetworkSearch />
          <LocalAgain />
          <TypedAddress />
        </div>
      </div>
    </>
  );
}

function Found(props: { readonly printer: FoundPrinterView }) {
  const { t } = useTexts();
  const { way, address, name, model, also, configuredAs, problem } = props.printer;
  const facts = [
    ...(also.length > 0 ? [t('printerSetup.find.also', { names: also.join(', ') })] : []),
    ...(way === 'network' && model === null ? [t('printerSetup.find.maybeOffice')] : []),
  ];
  return (
    <li>
      <Radio
        value={address}
        disabled={configuredAs !== null}
        label={
          <>
            <strong>{model ?? name ?? address}</strong>
            {configuredAs !== null && (
              <span className={classes['mark']}>
                {' '}
                {t('printerSetup.find.configured', { name: configuredAs })}
              </span>
            )}
            <span className={classes['soft']}>
              {' '}
              {t(`printerSetup.find.way.${way}`)} · {name !== null && model !== null ? `${name} · ` : ''}
              {address}
            </span>
            {facts.map((fact) => (
              <span key={fact} className={`${classes['soft'] ?? ''} ${classes['row'] ?? ''}`}>
                {fact}
              </span>
            ))}
            {problem !== null && (
              <span className={`${classes['wrong'] ?? ''} ${classes['row'] ?? ''}`}>
                {errorWhat(problem, t)} {errorNext(problem, t)}
              </span>
            )}
          </>
        }
      />
    </li>
  );
}

function Nothing() {
  const { t } = useTexts();
  const advice = ['nonePower', 'noneUsb', 'noneNetwork', 'noneTyped'] as const;
  return (
    <div className={classes['nothing']} role="note">
      <p>
        <strong>{t('printerSetup.find.none')}</strong> {t('printerSetup.find.noneCheck')}
      </p>
      <ul>
        {advice.map((one) => (
          <li key={one}>{t(`printerSetup.find.${one}`)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The network is looked at only when somebody says so. */
function NetworkSearch() {
  const { t } = useTexts();
  const { network, networks, asked, total } = PrinterSetup.use((state) => state.search);
  const { lookInNetwork, stopLooking } = PrinterSetup.useApi().getState();
  const isRunning = network === 'running';
  const isAlone = network === 'done' && networks.length === 0;
  return (
    <div className={classes['part']}>
      <div className={classes['buttons']}>
        <KeyButton
          command="findNetwork"
          variant="light"
          disabled={isRunning}
          onPress={() => void lookInNetwork()}
        >
          {t('printerSetup.find.network')}
        </KeyButton>
        {isRunning && (
          <Button variant="default" onClick={() => void stopLooking()}>
            {t('printerSetup.stop')}
          </Button>
        )}
      </div>
      <p className={classes['soft']}>
        {t('printerSetup.find.networkNote', {
          networks: networks.join(', ') || t('printerSetup.find.networksUnknown'),
        })}
      </p>
      {isRunning && (
        <progress
          className={classes['progress']}
          value={asked}
          max={Math.max(total, 1)}
          aria-label={t('printerSetup.find.network')}
        />
      )}
      <p role="status">
        {isRunning && t('printerSetup.find.networkRunning', { asked: String(asked), total: String(total) })}
        {isAlone && t('printerSetup.find.networkNone')}
        {network === 'done' && !isAlone && t('printerSetup.find.networkDone', { count: total })}
        {network === 'stopped' && t('printerSetup.find.stopped')}
      </p>
    </div>
  );
}

function LocalAgain() {
  const { t } = useTexts();
  const isRunning = PrinterSetup.use((state) => state.search.local === 'running');
  const { lookLocally } = PrinterSetup.useApi().getState();
  return (
    <Button variant="default" disabled={isRunning} onClick={() => void lookLocally()}>
      {t('printerSetup.find.localAgain')}
    </Button>
  );
}

function TypedAddress() {
  const { t } = useTexts();
  const typed = PrinterSetup.use((state) => state.typed);
  const address = PrinterSetup.use((state) => state.address);
  const { type, next } = PrinterSetup.useApi().getState();
  const isWrong = typed.trim() !== '' && address === null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <TextInput
        label={t('printerSetup.find.typed')}
        description={t('printerSetup.find.typedHint')}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        maxLength={300}
        error={isWrong ? t('printerSetup.find.typedWrong') : undefined}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {address === null && !isWrong && <p className={classes['soft']}>{t('printerSetup.find.choose')}</p>}
    </form>
  );
}
