import { describe, expect, it } from 'vitest';
import { configuredProfile, printerProfiles } from './profile.ts';
import { suggestProfile } from './suggest-profile.ts';

describe('the model that a printer names', () => {
  it.each([
    ['TM-T82III', 'epson-tm-t82'],
    ['EPSON TM T88V Receipt', 'epson-tm-t88'],
    ['xp-80C', 'xprinter-xp80'],
    ['XP_58IIH', 'xprinter-xp58'],
    ['MFG:BIXOLON;MDL:SRP-350III', 'bixolon-srp-350'],
    ['Star TSP143IV', 'star-tsp100iv'],
  ])('%s is %s', (said, id) => {
    expect(suggestProfile([null, said])?.id).toBe(id);
  });

  it('is not guessed from a name that nobody knows', () => {
    expect(suggestProfile(['HP LaserJet 400', null])).toBeNull();
    expect(suggestProfile([])).toBeNull();
  });

  it('has no name that belongs to two models', () => {
    const names = printerProfiles.flatMap(({ models }) => models);
    expect(new Set(names).size).toBe(names.length);
    for (const { id, models } of printerProfiles)
      for (const name of models) expect(suggestProfile([name])?.id).toBe(id);
  });
});

describe('the model of a configured printer', () => {
  it('has the width that the ruler proved, and is then another model to whoever compares', () => {
    const plain = configuredProfile({ profile: 'generic-80' });
    expect(configuredProfile({ profile: 'generic-80', widthDots: 576 })).toBe(plain);
    const narrow = configuredProfile({ profile: 'generic-80', widthDots: 512 });
    expect(narrow).toMatchObject({ widthDots: 512, cutter: plain?.cutter, dpi: plain?.dpi });
    expect(narrow?.id).not.toBe(plain?.id);
    expect(configuredProfile({ profile: 'gone', widthDots: 512 })).toBeUndefined();
  });
});
