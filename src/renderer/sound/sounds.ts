import type { Language } from '../texts/i18n.ts';

/** What a station lets people hear. Nothing here throws, and nothing waits longer than its caller says. */
export interface Sounds {
  /** A short low tone: what was scanned cannot be used. */
  refuse(): void;
  /** Two tones before a call. Resolves to false when there was no sound to hear. */
  chime(): Promise<boolean>;
  /** Says a text where this machine has a voice for the language; resolves to false where it has none. */
  say(text: string, language: Language): Promise<boolean>;
}

interface Tone {
  readonly hertz: number;
  readonly start: number;
  readonly seconds: number;
}

const refusal: readonly Tone[] = [{ hertz: 220, start: 0, seconds: 0.18 }];
const bell: readonly Tone[] = [
  { hertz: 659, start: 0, seconds: 0.5 },
  { hertz: 523, start: 0.35, seconds: 0.9 },
];

/**
 * Sounds made by the browser itself: tones by WebAudio, speech by the voices that the system has (a Vietnamese voice is
 * not on every Windows, so the tones are what always works).
 */
export function browserSounds(): Sounds {
  let context: AudioContext | null = null;

  async function play(tones: readonly Tone[]): Promise<boolean> {
    try {
      context ??= new AudioContext();
      if (context.state === 'suspended') await context.resume();
      const ends = tones.map((tone) => strike(context, tone));
      await Promise.all(ends);
      return true;
    } catch {
      // No audio device, or one that went away: make a new context the next time.
      context = null;
      return false;
    }
  }

  return {
    refuse: () => void play(refusal),
    chime: () => play(bell),
    say: (text, language) =>
      new Promise((resolve) => {
        const voice = window.speechSynthesis
          .getVoices()
          .find((found) => found.lang.toLowerCase().startsWith(language));
        if (voice === undefined) {
          resolve(false);
          return;
        }
        const utterance = new SpeechSynthesisUtterance(text);
        utterance.voice = voice;
        utterance.lang = voice.lang;
        utterance.rate = 0.95;
        utterance.onend = () => resolve(true);
        utterance.onerror = () => resolve(false);
        window.speechSynthesis.speak(utterance);
      }),
  };
}

/** One tone that swells quickly and dies away; resolves when it has ended. */
function strike(context: AudioContext | null, tone: Tone): Promise<void> {
  return new Promise((resolve) => {
    if (context === null) {
      resolve();
      return;
    }
    const from = context.currentTime + tone.start;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(0.4, from + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, from + tone.seconds);
    const source = new OscillatorNode(context, { type: 'sine', frequency: tone.hertz });
    source.connect(gain).connect(context.destination);
    source.onended = () => resolve();
    source.start(from);
    source.stop(from + tone.seconds);
  });
}
