export { AuditScreen } from './AuditScreen.tsx';
export { RightsScreen } from './RightsScreen.tsx';
export { RulesScreen } from './RulesScreen.tsx';
