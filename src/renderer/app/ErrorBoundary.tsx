import { Component, type ErrorInfo, type ReactNode } from 'react';
import type { HostClient } from '../host/client.ts';
import { Trouble } from './Trouble.tsx';

interface Props {
  readonly host: HostClient;
  readonly children: ReactNode;
}

/**
 * Catches bugs of a screen: writes the stack (no data of people) to the log and offers to open the screen again or to
 * start the app anew. Expected failures never come here.
 */
export class ErrorBoundary extends Component<Props, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // The message of a bug may quote what somebody typed; the stack and the components say where it was.
    const where = (error.stack ?? '').split('\n').slice(1, 8).join('\n');
    const message = `${error.name} in a screen\n${where}\n${info.componentStack ?? ''}`.slice(0, 4000);
    void this.props.host.call('station.log', { level: 'error', message });
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <Trouble
        onReload={() => this.setState({ crashed: false })}
        onRestart={() => void this.props.host.call('settings.restart', null)}
      />
    );
  }
}
