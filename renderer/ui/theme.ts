import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/ActionIcon.css";
import "./desk.css";
import { Button, Checkbox, createTheme, NativeSelect, Textarea, TextInput } from "@mantine/core";

/** Dense everywhere: one size for all controls, so that no screen has to say it. Colours are in desk.css. */
export const theme = createTheme({
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: "xs", variant: "default" } }),
    TextInput: TextInput.extend({ defaultProps: { size: "xs" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "xs" } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: "xs" } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: "xs" } }),
  },
});
