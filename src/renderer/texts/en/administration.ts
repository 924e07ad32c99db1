import type { Translation } from '../translation.ts';
import type { administration as original } from '../vi/administration.ts';

export const administration = {
  title: 'Administration',
  open: 'Administration',
  sections: 'Sections of the administration',
  nothing: 'This account has no section of the administration any more.',
  unsaved: 'There are unsaved changes',
  unsavedWhat: 'If you leave now, they are lost.',
  stay: 'Stay here',
  discard: 'Discard changes',
} as const satisfies Translation<typeof original>;
