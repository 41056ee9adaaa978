import { MantineProvider } from "@mantine/core";
import { createRoot } from "react-dom/client";
import { createClient } from "../../shared/rpc/client.ts";
import { systemClock } from "../features/softphone/clock.ts";
import { loadText } from "../ui/text.ts";
import { theme } from "../ui/theme.ts";
import { App } from "./App.tsx";
import { createCaretMemory } from "./caret.ts";
import { connect } from "./connect.ts";
import { guardLeaving } from "./leaving.ts";
import { wireDesk } from "./wiring.ts";

const client = createClient();
const desk = wireDesk({
  api: client,
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  memory: localStorage,
  carets: createCaretMemory(document),
});
connect(client, window);
guardLeaving(desk.telephone, window);

const root = document.getElementById("root");
if (root) {
  const text = await loadText(desk.screen.getState().language);
  createRoot(root).render(
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <App desk={desk} text={text} />
    </MantineProvider>,
  );
}
