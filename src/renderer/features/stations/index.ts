export { StationNames, useStationName } from './station-names.tsx';
