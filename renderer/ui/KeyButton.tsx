import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";

type Props = Omit<ButtonProps, "children"> & {
  hint?: string | undefined;
  icon?: ReactNode;
  onClick: () => void;
  children: ReactNode;
  pressed?: boolean;
};

/** A button that shows the key doing the same. It never takes the caret on a mouse click. */
export function KeyButton({ hint, icon, children, onClick, pressed, ...rest }: Props) {
  return (
    <Button
      {...rest}
      leftSection={icon}
      rightSection={hint ? <kbd aria-hidden>{hint}</kbd> : undefined}
      aria-keyshortcuts={hint?.replace("Ctrl", "Control")}
      aria-pressed={pressed}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
