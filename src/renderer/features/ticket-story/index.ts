export { TicketStoryButton } from './TicketStoryButton.tsx';
