import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useStore } from "zustand";
import { KeyButton } from "../../ui/KeyButton.tsx";
import { useText } from "../../ui/text.ts";
import styles from "./CallPanel.module.css";
import type { SoftphoneStore } from "./softphone.store.ts";

/** Only what makes sense now, each with its key. */
export function CallButtons({ softphone }: { softphone: SoftphoneStore }) {
  const text = useText();
  const call = useStore(softphone, (state) => state.call);
  const { actions } = softphone;
  if (call.name === "idle") return null;
  const hangUp = (
    <KeyButton
      variant="filled"
      color="red"
      size="sm"
      hint="F3"
      icon={<IconPhoneOff size={16} aria-hidden />}
      onClick={actions.hangUp}
    >
      {call.name === "ringing" ? text.call.reject : text.call.hangUp}
    </KeyButton>
  );
  if (call.name === "ringing") {
    return (
      <div className={styles.buttons}>
        <KeyButton
          variant="filled"
          color="green"
          size="sm"
          hint="F2"
          icon={<IconPhone size={16} aria-hidden />}
          onClick={actions.answer}
        >
          {text.call.answer}
        </KeyButton>
        {hangUp}
      </div>
    );
  }
  if (call.name !== "talking") return <div className={styles.buttons}>{hangUp}</div>;
  const isHeld = call.hold !== "no";
  return (
    <div className={styles.buttons}>
      <KeyButton
        size="sm"
        hint="F4"
        pressed={isHeld}
        variant={isHeld ? "light" : "default"}
        icon={isHeld ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
        onClick={actions.holdOrResume}
      >
        {isHeld ? text.call.resume : text.call.hold}
      </KeyButton>
      <KeyButton
        size="sm"
        hint="F6"
        pressed={call.muted}
        variant={call.muted ? "light" : "default"}
        icon={
          call.muted ? <IconMicrophoneOff size={16} aria-hidden /> : <IconMicrophone size={16} aria-hidden />
        }
        onClick={actions.muteOrUnmute}
      >
        {call.muted ? text.call.unmute : text.call.mute}
      </KeyButton>
      {hangUp}
    </div>
  );
}
