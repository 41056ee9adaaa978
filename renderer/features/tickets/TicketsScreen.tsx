import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { statusLabels } from "../../../shared/domain/complaintLabels.ts";
import type { Role } from "../../../shared/domain/staff.ts";
import { ticketStatus } from "../../../shared/domain/ticket.ts";
import { isComposing } from "../../ui/composition.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, label, useText } from "../../ui/text.ts";
import { TicketDetailPane } from "./TicketDetailPane.tsx";
import { TicketList } from "./TicketList.tsx";
import styles from "./TicketsScreen.module.css";
import type { TicketsStore } from "./tickets.store.ts";

/** 工单: everything this person may see, masked, and one ticket in detail. */
export function TicketsScreen({ tickets, role }: { tickets: TicketsStore; role: Role }) {
  const text = useText();
  const list = useStore(tickets, (state) => state.list);
  const filter = useStore(tickets, (state) => state.filter);
  const { load } = tickets.actions;
  useEffect(() => void load(), [load]);
  const isFiltered = filter.status !== null || filter.text.trim() !== "";
  return (
    <div className={styles.screen}>
      <section className={styles.listSide} aria-label={text.tickets.heading}>
        <Filters tickets={tickets} />
        {list.name === "failed" && <ProblemNote problem={list.problem} />}
        {list.name === "ready" && (
          <>
            <p className={styles.count} role="status">
              {fill(text.tickets.count, { n: list.tickets.length })}
            </p>
            {list.tickets.length === 0 ? (
              <p className={styles.teach}>{isFiltered ? text.tickets.emptyFilter : text.tickets.empty}</p>
            ) : (
              <TicketList tickets={tickets} rows={list.tickets} />
            )}
          </>
        )}
      </section>
      <TicketDetailPane tickets={tickets} role={role} />
    </div>
  );
}

function Filters({ tickets }: { tickets: TicketsStore }) {
  const text = useText();
  const filter = useStore(tickets, (state) => state.filter);
  const { narrow } = tickets.actions;
  return (
    <div className={styles.filters}>
      <TextInput
        data-focus="tickets"
        aria-label={text.tickets.search}
        placeholder={text.tickets.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<kbd aria-hidden>Ctrl+J</kbd>}
        rightSectionWidth={58}
        autoComplete="off"
        defaultValue={filter.text}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          if (!isComposing(event.nativeEvent as InputEvent)) void narrow({ text: typed });
        }}
        onCompositionEnd={(event) => void narrow({ text: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={text.tickets.status}
        value={filter.status ?? ""}
        onChange={(event) =>
          void narrow({ status: ticketStatus.safeParse(event.currentTarget.value).data ?? null })
        }
      >
        <option value="">{text.tickets.all}</option>
        {ticketStatus.options.map((status) => (
          <option key={status} value={status}>
            {label(text, statusLabels[status])}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
