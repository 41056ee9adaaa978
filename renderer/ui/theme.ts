import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/ActionIcon.css";
import "./desk.css";
import { createTheme } from "@mantine/core";

const small = { defaultProps: { size: "xs" } };

/**
 * Dense everywhere: one size for all controls, so that no screen has to say it. Colours are in desk.css. Controls go by
 * name: to import them here would load those of every screen before the first one.
 */
export const theme = createTheme({
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs", variant: "default" } },
    TextInput: small,
    Textarea: small,
    NativeSelect: small,
    Checkbox: small,
  },
});
