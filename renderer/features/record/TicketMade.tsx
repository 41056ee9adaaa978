import { Button } from "@mantine/core";
import type { TicketDetail } from "../../../shared/domain/ticket.ts";
import { spellTicketNumber } from "../../../shared/domain/ticketNumber.ts";
import { useText } from "../../ui/text.ts";
import styles from "./RecordPanel.module.css";

/** The number the caller writes down: large, in groups, and as it is said over a telephone. */
export function TicketMade({ ticket, onContinue }: { ticket: TicketDetail; onContinue: () => void }) {
  const text = useText();
  const { number } = ticket.fields;
  return (
    <div className={styles.done} role="status">
      <h2>✓ {text.readBack.done}</h2>
      <p className="soft">{text.readBack.numberLabel}</p>
      <p className={styles.ticketNumber} data-ticket-number={number}>
        {number.split("-").map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal, and they never move
          <span key={index}>{group}</span>
        ))}
      </p>
      <p>
        <span className="soft">{text.readBack.spelled}</span>
        <br />
        <strong className={styles.spelled} lang="zh-CN">
          {spellTicketNumber(number)}
        </strong>
      </p>
      <p>{text.readBack.tell}</p>
      {ticket.syncState === "pending" && <p className="soft">{text.readBack.offline}</p>}
      <Button onClick={onContinue} variant="filled">
        {text.readBack.continue}
      </Button>
    </div>
  );
}
