export { RatingScreen } from './RatingScreen.tsx';
export { Rating } from './store.ts';
