import { IconPhoneIncoming } from "@tabler/icons-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { fill, useText } from "../../ui/text.ts";
import { describeNumber } from "./callView.ts";
import styles from "./RingBanner.module.css";
import type { SoftphoneStore } from "./softphone.store.ts";

/** Seen on every screen while it rings; it has no control to focus, so it can never take the caret. */
export function RingBanner({ softphone }: { softphone: SoftphoneStore }) {
  const text = useText();
  const call = useStore(softphone, (state) => state.call);
  const line = useStore(softphone, (state) => state.line);
  const rings = call.name === "ringing";
  const { display, place } = describeNumber(text, rings ? call.facts.number : "");
  const sentence = fill(text.call.ringBanner, { number: display, place });
  const title = rings ? text.call.ringTitle : text.app.title;
  // The taskbar shows the title over every other window, so who calls is not in it.
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = text.app.title;
    };
  }, [title, text]);
  if (!rings) return null;
  return (
    <div className={styles.banner} role="alert">
      <IconPhoneIncoming size={18} aria-hidden />
      {line === "practice" && <strong>{text.app.practice}</strong>}
      <span>{sentence}</span>
    </div>
  );
}
