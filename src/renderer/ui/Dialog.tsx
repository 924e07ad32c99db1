import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Dialog.module.css';
import { KeyLayer } from '../keyboard/keyboard.tsx';
import { useCovered } from './covered.tsx';
import { NoticeSlot } from './notice-slot.tsx';

/**
 * A dialog over the screen: while it is open, keys and scans do not reach what lies behind. Esc closes it. While another
 * screen covers it (the log-in), it is out of sight and hears no key, and what was typed in it stays.
 */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: string | number;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const isCovered = useCovered();
  return (
    <Modal
      opened={!isCovered}
      keepMounted
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      classNames={{ title: classes['title'] ?? '' }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <KeyLayer>
        <NoticeSlot />
        {props.children}
      </KeyLayer>
    </Modal>
  );
}
