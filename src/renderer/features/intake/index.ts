export { Intake } from './store.ts';
export { isTouched } from './draft.ts';
export { IntakePanel } from './IntakePanel.tsx';
