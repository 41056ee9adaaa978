import { Button } from "@mantine/core";
import { useState } from "react";

/** Asks once more in its own place; leaving it takes the question back. */
export function SureButton({ label, sure, disabled, onSure }: Props) {
  const [asked, setAsked] = useState(false);
  return (
    <Button
      disabled={disabled ?? false}
      {...(asked ? { color: "red" } : {})}
      variant={asked ? "filled" : "default"}
      onBlur={() => setAsked(false)}
      onClick={() => {
        if (asked) onSure();
        setAsked(!asked);
      }}
    >
      {asked ? sure : label}
    </Button>
  );
}

type Props = { label: string; sure: string; disabled?: boolean; onSure: () => void };
