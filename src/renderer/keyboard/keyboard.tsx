import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react';
import { keyMap, matches, type Command } from './key-map.ts';

type Bindings = Partial<Record<Command, () => void>>;

/** The bindings of one layer: the screen, or a dialog that covers it. */
interface Layer {
  readonly bindings: Set<{ current: Bindings }>;
}

/** Sends a key to the topmost layer alone, so that no key acts behind a dialog. */
export class KeyRouter {
  readonly #layers: Layer[] = [];
  #top: Layer | undefined;
  /** Bindings that hold whatever is open. */
  readonly always: Layer = { bindings: new Set() };

  push(layer: Layer): () => void {
    this.#layers.push(layer);
    return () => {
      const at = this.#layers.indexOf(layer);
      if (at >= 0) this.#layers.splice(at, 1);
    };
  }

  /** Whether something lies over the screen. */
  hasDialog(): boolean {
    return this.#layers.length > 1;
  }

  noteTop(): void {
    this.#top = this.#layers.at(-1);
  }

  handle(event: KeyboardEvent): void {
    const commands = Object.keys(keyMap) as Command[];
    const command = commands.find((name) => matches(event, keyMap[name])) ?? askForHelp(event);
    if (command === null) return;
    const action = find(this.#top, command) ?? find(this.always, command);
    // Esc belongs to the dialog that is open, unless a screen asked for it.
    if (action === null && command === 'close') return;
    event.preventDefault();
    // A key held down is one command, not thirty.
    if (action !== null && !event.repeat) action();
  }
}

function find(layer: Layer | undefined, command: Command): (() => void) | null {
  for (const { current } of layer?.bindings ?? []) {
    const action = current[command];
    if (action !== undefined) return action;
  }
  return null;
}

/** `?` asks for help, except where it is typed as text. */
function askForHelp(event: KeyboardEvent): Command | null {
  const typing =
    event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
  return event.key === '?' && !typing && !event.ctrlKey && !event.altKey ? 'help' : null;
}

const RouterContext = createContext<KeyRouter | null>(null);
const LayerContext = createContext<Layer | null>(null);

/** Listens for keys on behalf of everything below it. */
export function KeyboardProvider(props: { readonly children: ReactNode }) {
  const [router] = useState(() => new KeyRouter());
  useEffect(() => {
    // First of all: which layer was on top when the key went down. A dialog's own Esc takes its layer away before the
    // key comes to `handle`, and what lies behind must not take that Esc for its own.
    const note = (): void => router.noteTop();
    // On the document, after the window: a typing scanner listens there and withholds its keys from us.
    const handle = (event: KeyboardEvent): void => router.handle(event);
    window.addEventListener('keydown', note, true);
    document.addEventListener('keydown', handle, true);
    return () => {
      window.removeEventListener('keydown', note, true);
      document.removeEventListener('keydown', handle, true);
    };
  }, [router]);
  return (
    <RouterContext value={router}>
      <KeyLayer>{props.children}</KeyLayer>
    </RouterContext>
  );
}

/** A layer of its own for what covers the screen. */
export function KeyLayer(props: { readonly children: ReactNode }) {
  const router = useKeyRouter();
  const [layer] = useState<Layer>(() => ({ bindings: new Set() }));
  useEffect(() => router.push(layer), [router, layer]);
  return <LayerContext value={layer}>{props.children}</LayerContext>;
}

export function useKeyRouter(): KeyRouter {
  const router = use(RouterContext);
  if (router === null) throw new Error('keys need a KeyboardProvider above them');
  return router;
}

/** Binds commands to actions while the component is on the screen; a command without an action is simply not bound. */
export function useKeys(bindings: Bindings, where: 'layer' | 'always' = 'layer'): void {
  const router = useKeyRouter();
  const own = use(LayerContext);
  const layer = where === 'always' ? router.always : own;
  const latest = useRef<Bindings>(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (layer === null) return undefined;
    layer.bindings.add(latest);
    return () => {
      layer.bindings.delete(latest);
    };
  }, [layer]);
}
