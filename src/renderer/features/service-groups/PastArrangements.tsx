import { Button } from '@mantine/core';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './ServiceGroups.module.css';
import { Groups } from './store.ts';

/** How the groups were set up before; any of it can be taken into the draft again. */
export function PastArrangements() {
  const { t, language } = useTexts();
  const past = Groups.use((state) => state.past);
  const revision = Groups.use((state) => state.inForce?.revision);
  const { edit } = Groups.useApi().getState();
  return (
    <details className={classes['past']}>
      <summary>{t('serviceGroups.past')}</summary>
      {past.length === 0 ? (
        <p className={classes['soft']}>{t('serviceGroups.pastNone')}</p>
      ) : (
        <ol className={classes['pastList']}>
          {past.map((one, index) => {
            const when = formatDateTime(one.at, language);
            const isFirst = index === past.length - 1 && one.officerId === null;
            return (
              <li key={one.revision}>
                <span>
                  {t('serviceGroups.pastLine', {
                    when,
                    who: one.officerName ?? t(isFirst ? 'serviceGroups.program' : 'serviceGroups.nobody'),
                    groups: one.groups
                      .map(({ code, name }) => t('serviceGroups.line', { code, name: name[language] }))
                      .join('; '),
                  })}
                </span>
                {one.revision === revision ? (
                  <strong>{t('serviceGroups.pastNow')}</strong>
                ) : (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('serviceGroups.reuseNamed', { when })}
                    onClick={() => edit(() => one.groups)}
                  >
                    {t('serviceGroups.reuse')}
                  </Button>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </details>
  );
}
