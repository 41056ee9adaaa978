import { createStore, type StoreApi } from "zustand/vanilla";
import type { Language } from "../ui/text.ts";

/** What is remembered of the screen itself: no personal data, so the browser's own storage will do. */
export type Memory = Pick<Storage, "getItem" | "setItem">;

/** Which screen is up, in which language, with which panel widths. */
export function createScreenStore(memory: Memory): ScreenStore {
  const store = createStore<ScreenState>(() => ({
    screen: "workspace",
    helpOpen: false,
    phrasesOpen: false,
    language: recall(memory, "zuoxi.language") === "en" ? "en" : "zh",
    widths: recallWidths(memory),
  }));
  const actions: ScreenActions = {
    go: (screen) => store.setState({ screen, helpOpen: false }),
    showHelp: (helpOpen) => store.setState({ helpOpen }),
    showPhrases: (phrasesOpen) => store.setState({ phrasesOpen }),
    setLanguage(language) {
      store.setState({ language });
      remember(memory, "zuoxi.language", language);
    },
    resize(panel, width) {
      const [least, most] = limits[panel];
      const widths = {
        ...store.getState().widths,
        [panel]: Math.round(Math.min(most, Math.max(least, width))),
      };
      store.setState({ widths });
      remember(memory, "zuoxi.widths", JSON.stringify(widths));
    },
  };
  return { ...store, actions };
}

export const screens = ["workspace", "tickets", "calls", "statistics", "admin"] as const;
export type Screen = (typeof screens)[number];
type Widths = { call: number; record: number };

export type ScreenState = {
  screen: Screen;
  helpOpen: boolean;
  phrasesOpen: boolean;
  language: Language;
  widths: Widths;
};
export type ScreenActions = {
  go(screen: Screen): void;
  showHelp(open: boolean): void;
  showPhrases(open: boolean): void;
  setLanguage(language: Language): void;
  resize(panel: keyof Widths, width: number): void;
};
export type ScreenStore = StoreApi<ScreenState> & { actions: ScreenActions };

/** Pixels at the reference size. */
const limits = { call: [240, 420], record: [340, 640] } as const;
const reference: Widths = { call: 300, record: 400 };

function recallWidths(memory: Memory): Widths {
  try {
    const kept: unknown = JSON.parse(recall(memory, "zuoxi.widths") ?? "{}");
    const width = (name: keyof Widths) => {
      const value = (kept as Partial<Record<keyof Widths, unknown>> | null)?.[name];
      return typeof value === "number" ? value : reference[name];
    };
    return { call: width("call"), record: width("record") };
  } catch {
    return reference;
  }
}

/** A browser may forbid its storage; the screen then simply forgets. */
function recall(memory: Memory, key: string): string | null {
  try {
    return memory.getItem(key);
  } catch {
    return null;
  }
}

function remember(memory: Memory, key: string, value: string) {
  try {
    memory.setItem(key, value);
  } catch {
    // See recall.
  }
}
