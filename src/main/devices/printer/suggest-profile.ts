import { printerProfiles, type PrinterProfile } from './profile.ts';

/** Letters and digits alone: "TM-T82III", "TM T82 III" and "tm_t82iii" are one name. */
function plain(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/**
 * The model whose name stands in what a printer, its cable or its queue says of it; the longest name wins, so that an XP-80
 * is not found in an XP-Q800. Null when no name is known: then nothing is guessed.
 */
export function suggestProfile(said: readonly (string | null)[]): PrinterProfile | null {
  const texts = said.flatMap((text) => (text === null ? [] : [plain(text)]));
  const known = printerProfiles.flatMap((profile) =>
    profile.models.map((name) => ({ profile, name: plain(name) })),
  );
  const fitting = known
    .filter(({ name }) => texts.some((text) => text.includes(name)))
    .sort((one, other) => other.name.length - one.name.length);
  return fitting[0]?.profile ?? null;
}
