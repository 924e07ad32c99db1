import { useTexts } from '../texts/use-texts.ts';
import { commandsOf, keyMap, type Command, type HelpScope } from '../keyboard/key-map.ts';
import { Dialog } from '../ui/Dialog.tsx';
import classes from './HelpDialog.module.css';

/** All keys of the screen, and those of every screen. */
export function HelpDialog(props: { readonly scope: HelpScope; readonly onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog title={t('common.help.title')} onClose={props.onClose} size="lg">
      <div className={classes['columns']}>
        {commandsOf[props.scope].length > 0 && (
          <KeyTable caption={t('common.help.here')} commands={commandsOf[props.scope]} />
        )}
        {props.scope === 'launcher' && (
          <p>
            <kbd>1</kbd>–<kbd>9</kbd> {t('common.keys.open')}
          </p>
        )}
        <KeyTable caption={t('common.help.everywhere')} commands={commandsOf.everywhere} />
      </div>
      <p className={classes['hint']}>{t('common.help.hint')}</p>
    </Dialog>
  );
}

function KeyTable(props: { readonly caption: string; readonly commands: readonly Command[] }) {
  const { t } = useTexts();
  return (
    <table className={classes['table']}>
      <caption>{props.caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('common.help.key')}</th>
          <th scope="col">{t('common.help.does')}</th>
        </tr>
      </thead>
      <tbody>
        {props.commands.map((command) => (
          <tr key={command}>
            <td>
              <kbd>{keyMap[command]}</kbd>
            </td>
            <td>{t(`common.keys.${command}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
