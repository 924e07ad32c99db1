import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { ariaKey, keyMap, type Command } from '../keyboard/key-map.ts';
import { useKeys } from '../keyboard/keyboard.tsx';
import { KeyHint } from './KeyHint.tsx';

interface KeyButtonProps extends ButtonProps {
  /** The command: its key is shown on the button and presses it. */
  readonly command: Command;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly title?: string;
  readonly 'aria-label'?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/**
 * A button that shows its key. Key and click are the same action, and a disabled button has no key. The key is no part
 * of the accessible name.
 */
export function KeyButton({ command, onPress, children, buttonRef, ...rest }: KeyButtonProps) {
  const off = rest.disabled === true || rest.loading === true;
  useKeys(off ? {} : { [command]: onPress });
  return (
    <Button
      {...rest}
      {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      onClick={onPress}
      aria-keyshortcuts={ariaKey(command)}
      rightSection={<KeyHint>{keyMap[command]}</KeyHint>}
    >
      {children}
    </Button>
  );
}
