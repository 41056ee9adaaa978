import { lazy, Suspense, useEffect, useState } from "react";
import { useStore } from "zustand";
import { SignInScreen } from "../features/session/SignInScreen.tsx";
import { loadText, type Text, TextProvider } from "../ui/text.ts";
import { HelpOverlay } from "./HelpOverlay.tsx";
import { meaningOf } from "./keys.ts";
import type { Desk } from "./wiring.ts";

const loadShell = () => import("./Shell.tsx");
const Shell = lazy(async () => ({ default: (await loadShell()).Shell }));

/** The whole screen: log-in or desk, in the language chosen, under one table of keys. */
export function App({ desk, text: firstText }: { desk: Desk; text: Text }) {
  const language = useStore(desk.screen, (state) => state.language);
  const helpOpen = useStore(desk.screen, (state) => state.helpOpen);
  const session = useStore(desk.session);
  useKeys(desk);
  // While the agent types the password the desk itself is fetched.
  useEffect(() => void loadShell(), []);
  const [text, setText] = useState(firstText);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    let isWanted = true;
    void loadText(language).then((loaded) => isWanted && setText(loaded));
    return () => {
      isWanted = false;
    };
  }, [language]);
  return (
    <TextProvider value={text}>
      {session.name === "signed-in" ? (
        <Suspense>
          <Shell desk={desk} agent={session.agent} info={session.info} />
        </Suspense>
      ) : (
        <SignInScreen
          session={desk.session}
          serverTrust={desk.serverTrust}
          onSwitchLanguage={() => desk.screen.actions.setLanguage(language === "zh" ? "en" : "zh")}
        />
      )}
      {helpOpen && <HelpOverlay onClose={() => desk.screen.actions.showHelp(false)} />}
    </TextProvider>
  );
}

/** Before anything on the page sees a key, the table has its say. */
function useKeys({ actions, session }: Desk) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const meaning = meaningOf(event);
      if (meaning === "ignore") return;
      const isDesk = session.getState().name === "signed-in";
      if (meaning !== "swallow" && !isDesk && !isUsefulAtSignIn(meaning)) return;
      event.preventDefault();
      if (meaning === "swallow") return;
      if ("screen" in meaning) actions.goToScreen(meaning.screen);
      else actions.byKey[meaning.do]();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [actions, session]);
}

/** A call that is still up while the session is renewed can be held and ended. */
function isUsefulAtSignIn(meaning: object): boolean {
  return "do" in meaning && ["help", "back", "hangUp", "hold", "mute"].includes(String(meaning.do));
}
