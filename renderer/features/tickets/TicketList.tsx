import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useStore } from "zustand";
import type { Category } from "../../../shared/domain/complaint.ts";
import { categoryLabels, statusLabels, syncStateLabels } from "../../../shared/domain/complaintLabels.ts";
import type { SyncState, TicketSummary } from "../../../shared/domain/ticket.ts";
import { isSettled } from "../../../shared/domain/ticketLife.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { dayAndTime } from "../../ui/format.ts";
import { label, type Text, useText } from "../../ui/text.ts";
import styles from "./TicketsScreen.module.css";
import type { TicketsStore } from "./tickets.store.ts";

/** Only the rows in sight are drawn; ten thousand tickets scroll like ten. */
export function TicketList({ tickets, rows }: { tickets: TicketsStore; rows: TicketSummary[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const openId = useStore(tickets, (state) => state.detail?.ticketId ?? null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div ref={frame} className={styles.rows}>
      <ul style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const ticket = rows[index];
          return (
            ticket && (
              <li
                key={ticket.ticketId}
                className={styles.rowPlace}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row
                  ticket={ticket}
                  isOpen={ticket.ticketId === openId}
                  onOpen={(id) => void tickets.actions.open(id)}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

const rowHeight = 76;

type RowProps = { ticket: TicketSummary; isOpen: boolean; onOpen: (ticketId: string) => void };

function Row({ ticket, isOpen, onOpen }: RowProps) {
  const text = useText();
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isOpen ? "true" : undefined}
      onClick={() => onOpen(ticket.ticketId)}
    >
      <span className={styles.rowHead}>
        <strong>{ticket.number}</strong>
        <Badge tone={isSettled(ticket.status) ? "plain" : "accent"}>
          {label(text, statusLabels[ticket.status])}
        </Badge>
        {ticket.sealed && <Badge tone="still">{text.tickets.sealed}</Badge>}
        <span className={styles.rowSync}>
          <SyncBadge state={ticket.syncState} />
        </span>
      </span>
      <span className={styles.rowLine}>
        <span className={styles.ellipsis}>
          {[categoryName(text, ticket.category), ticket.respondent].filter(Boolean).join(" · ")}
        </span>
        <span>{ticket.maskedCaller}</span>
      </span>
      <span className={`${styles.rowLine} soft`}>
        <span>
          {text.tickets.taken} {dayAndTime(ticket.submittedAt)} · {ticket.takenBy}
        </span>
        {ticket.dueOn && (
          <span>
            {text.tickets.due} {ticket.dueOn}
            {ticket.dueProvisional && ` (${text.tickets.provisional})`}
          </span>
        )}
      </span>
    </button>
  );
}

const syncTones: Record<SyncState, Tone> = {
  pending: "warn",
  synced: "good",
  conflict: "bad",
  denied: "bad",
};

export function SyncBadge({ state }: { state: SyncState }) {
  const text = useText();
  return <Badge tone={syncTones[state]}>{label(text, syncStateLabels[state])}</Badge>;
}

function categoryName(text: Text, id: string | null): string {
  if (id === null || !Object.hasOwn(categoryLabels, id)) return "";
  return label(text, categoryLabels[id as Category]);
}
