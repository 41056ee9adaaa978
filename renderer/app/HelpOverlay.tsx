import { Button } from "@mantine/core";
import { useText } from "../ui/text.ts";
import styles from "./HelpOverlay.module.css";
import { extraKeys, keyTable } from "./keys.ts";

/** The key map, over the desk but without taking the caret: a call can be answered while it is read. */
export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const text = useText();
  const lines = [...keyTable.map(({ hint, action }) => ({ hint, name: action })), ...extraKeys];
  return (
    <aside className={styles.overlay} aria-label={text.help.heading}>
      <div className={styles.head}>
        <h2>{text.help.heading}</h2>
        <Button onClick={onClose} rightSection={<kbd aria-hidden>Esc</kbd>}>
          {text.app.close}
        </Button>
      </div>
      <dl className={styles.keys}>
        {lines.map(({ hint, name }) => (
          <div key={hint}>
            <dt>
              <kbd>{hint}</kbd>
            </dt>
            <dd>{text.keys[name]}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">{text.help.ime}</p>
    </aside>
  );
}
