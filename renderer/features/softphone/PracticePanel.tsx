import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import type { PracticeStory } from "../../../shared/call/practiceStory.ts";
import { fill, label, useText } from "../../ui/text.ts";
import styles from "./CallPanel.module.css";
import type { PracticeControl } from "./practice/practicePhone.ts";
import type { SoftphoneStore } from "./softphone.store.ts";

/** 练习: what the simulated caller says, and the buttons that make them ring or go on. */
export function PracticePanel({ softphone, practice, stories }: Props) {
  const text = useText();
  const call = useStore(softphone, (state) => state.call.name);
  const { storyId, lineIndex, lineCount, speaking } = useStore(practice.store);
  const [chosen, setChosen] = useState("");
  const line = stories.find((each) => each.id === storyId)?.lines[lineIndex];
  const isLast = lineIndex >= lineCount - 1;
  return (
    <div className={styles.practice}>
      <p>
        <strong>{text.app.practice}</strong> {text.call.practiceNote}
      </p>
      {call === "idle" && (
        <>
          <NativeSelect
            aria-label={text.call.practiceChoose}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <option value="">{text.call.practiceInTurn}</option>
            {stories
              .filter((story) => !story.answersOnly)
              .map((story) => (
                <option key={story.id} value={story.id}>
                  {label(text, story.title)}
                </option>
              ))}
          </NativeSelect>
          <Button onClick={() => practice.ringNow(chosen || undefined)} variant="white">
            {text.call.practiceNext}
          </Button>
        </>
      )}
      {call === "talking" && line && (
        <>
          <p className={styles.said} lang="zh-CN">
            {line.text}
          </p>
          <Button onClick={practice.nextLine} variant="white" disabled={isLast || speaking}>
            {fill(text.call.practiceLine, { n: lineIndex + 1, of: lineCount })}
          </Button>
        </>
      )}
    </div>
  );
}

type Props = { softphone: SoftphoneStore; practice: PracticeControl; stories: readonly PracticeStory[] };
