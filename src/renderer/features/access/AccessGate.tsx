import { Fragment, type ReactNode } from 'react';
import { Covered } from '../../ui/covered.tsx';
import { LogInScreen } from './LogInScreen.tsx';
import { Access } from './store.ts';

/**
 * Lets nobody at a station where people log in before they did. When a session ends in the middle of work, the log-in comes
 * over the screen, and what was typed is there again for the same person; for another one everything begins anew.
 */
export function AccessGate(props: { readonly title: string; readonly children: ReactNode }) {
  const state = Access.use((store) => store.state);
  const error = Access.use((store) => store.error);
  const behind = Access.use((store) => store.behind);
  if (state === null) return error === null ? null : <LogInScreen title={props.title} isBack={false} />;
  if (!state.isRequired) return props.children;
  const isIn = state.signedIn !== null && !state.signedIn.mustChangePassword;
  const isBehind = behind !== null && state.signedIn?.mustChangePassword !== true;
  return (
    <>
      {isBehind && (
        <Fragment key={behind}>
          <div hidden={!isIn} style={{ display: isIn ? 'contents' : 'none' }}>
            <Covered isCovered={!isIn}>{props.children}</Covered>
          </div>
        </Fragment>
      )}
      {!isIn && <LogInScreen title={props.title} isBack={isBehind} />}
    </>
  );
}
