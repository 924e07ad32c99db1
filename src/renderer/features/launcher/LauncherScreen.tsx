import { useEffect, useState } from 'react';
import type { CallArgument, CallOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useHost } from '../../host/context.tsx';
import { useKeyRouter } from '../../keyboard/keyboard.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './LauncherScreen.module.css';

type Target = CallArgument<'station.open'>;

interface Tile {
  readonly name: string;
  readonly note: string;
  readonly target: Target;
}

/** The tiles of this installation: its stations, then the tools. Keys 1–9 open the first nine. */
export function LauncherScreen(props: { readonly self: CallOutput<'station.self'> }) {
  const { t } = useTexts();
  const host = useHost();
  const router = useKeyRouter();
  const [error, setError] = useState<AppError | null>(null);
  const stations: readonly Tile[] = props.self.stations.map((station) => ({
    name: station.name,
    note: t(`launcher.does.${station.role}`),
    target: { window: 'station', stationId: station.id },
  }));
  const tools: readonly Tile[] = [
    ...(props.self.training
      ? [{ name: t('launcher.lab'), note: t('launcher.labNote'), target: { window: 'lab' } as const }]
      : []),
    { name: t('launcher.settings'), note: t('launcher.settingsNote'), target: { window: 'settings' } },
  ];

  const open = (target: Target): void => {
    void host.call('station.open', target).then((answer) => setError(answer.ok ? null : answer.error));
  };

  useEffect(() => {
    const tiles = [...stations, ...tools];
    const listen = (event: KeyboardEvent): void => {
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
      const tile = /^[1-9]$/.test(event.key) ? tiles[Number(event.key) - 1] : undefined;
      if (plain && tile !== undefined && !router.hasDialog()) open(tile.target);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });

  return (
    <div className={classes['page']}>
      {error !== null && <ErrorNote error={error} />}
      <TileGroup title={t('launcher.stations')} tiles={stations} firstKey={1} onOpen={open} />
      <TileGroup title={t('launcher.tools')} tiles={tools} firstKey={stations.length + 1} onOpen={open} />
      <footer className={classes['foot']}>{t('common.version', { version: props.self.version })}</footer>
    </div>
  );
}

function TileGroup(props: {
  readonly title: string;
  readonly tiles: readonly Tile[];
  readonly firstKey: number;
  readonly onOpen: (target: Target) => void;
}) {
  return (
    <section aria-label={props.title}>
      <h2 className={classes['heading']}>{props.title}</h2>
      <div className={classes['tiles']}>
        {props.tiles.map((tile, index) => {
          const key = props.firstKey + index;
          return (
            <button
              key={JSON.stringify(tile.target)}
              type="button"
              className={classes['tile']}
              aria-label={tile.name}
              aria-description={tile.note}
              {...(key <= 9 ? { 'aria-keyshortcuts': String(key) } : {})}
              onClick={() => props.onOpen(tile.target)}
            >
              <span className={classes['name']}>{tile.name}</span>
              <span className={classes['note']}>{tile.note}</span>
              {key <= 9 && (
                <kbd className={classes['key']} aria-hidden="true">
                  {key}
                </kbd>
              )}
            </button>
          );
        })}
      </div>
    </section>
  );
}
