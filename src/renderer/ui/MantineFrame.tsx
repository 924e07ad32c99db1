import { createTheme, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';

const theme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'md',
  components: {
    // Its scroll lock would inject a style element, which the content security policy refuses; our pages do not scroll.
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 }, centered: true } },
  },
});

/**
 * Mantine without a style element of its own: its variables stand in theme.css, its classes in its style sheet. The
 * policy of the window allows styles from our files alone.
 */
export function MantineFrame(props: { readonly children: ReactNode; readonly env?: 'test' }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      withCssVariables={false}
      withGlobalClasses={false}
      {...(props.env === undefined ? {} : { env: props.env })}
    >
      {props.children}
    </MantineProvider>
  );
}
