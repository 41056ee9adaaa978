import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useText } from "../ui/text.ts";
import styles from "./Shell.module.css";

/** The border between two panels: dragged with the pointer, or moved with the arrow keys. */
export function Splitter({ width, grows, onResize }: Props) {
  const text = useText();
  const start = useRef<{ x: number; width: number } | null>(null);
  const sign = grows === "right" ? 1 : -1;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    start.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current) onResize(start.current.width + sign * (event.clientX - start.current.x));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onResize(width + sign * (event.key === "ArrowRight" ? 16 : -16));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused and moved
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={text.app.resize}
      aria-valuenow={width}
      aria-valuemin={240}
      aria-valuemax={640}
      className={styles.splitter}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
}

type Props = {
  width: number;
  /** To which side the panel whose width this is grows. */
  grows: "left" | "right";
  onResize: (width: number) => void;
};
