import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { statusLabels } from "../../../shared/domain/complaintLabels.ts";
import type { Role } from "../../../shared/domain/staff.ts";
import type { TicketDetail } from "../../../shared/domain/ticket.ts";
import { movesFrom } from "../../../shared/domain/ticketLife.ts";
import { label, useText } from "../../ui/text.ts";
import styles from "./TicketsScreen.module.css";
import type { TicketsStore } from "./tickets.store.ts";

/** Only the steps this person may take from where the ticket is; nothing is shown when there are none. */
export function MoveForm({ tickets, detail, role }: Props) {
  const text = useText();
  const moves = movesFrom(detail.fields.status, role);
  const [chosen, setChosen] = useState(moves[0]?.to ?? null);
  const [reason, setReason] = useState("");
  const move = moves.find((each) => each.to === chosen);
  if (!move) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void tickets.actions.move(move.to, reason.trim());
  };
  return (
    <form className={styles.block} onSubmit={submit} aria-label={text.tickets.move}>
      <h3>{text.tickets.move}</h3>
      <div className={styles.inline}>
        <NativeSelect
          aria-label={text.tickets.moveTo}
          value={move.to}
          onChange={(event) =>
            setChosen(moves.find((each) => each.to === event.currentTarget.value)?.to ?? null)
          }
        >
          {moves.map(({ to }) => (
            <option key={to} value={to}>
              {label(text, statusLabels[to])}
            </option>
          ))}
        </NativeSelect>
        <TextInput
          aria-label={text.tickets.moveReason}
          placeholder={text.tickets.moveReason}
          required={move.needsReason}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={move.needsReason && reason.trim() === ""}>
          {text.tickets.move}
        </Button>
      </div>
    </form>
  );
}

type Props = { tickets: TicketsStore; detail: TicketDetail; role: Role };
