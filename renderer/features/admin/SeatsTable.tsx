import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import type { SeatRecord } from "../../../shared/domain/administration.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { Badge } from "../../ui/Badge.tsx";
import { dayAndTime, shortTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";
import tableStyles from "./EditTable.module.css";
import { EditTable } from "./EditTable.tsx";
import { sitesIn } from "./referenceRows.ts";
import { SureButton } from "./SureButton.tsx";

/** 席位: every desk of the centre and the machine on it. */
export function SeatsTable({ administration }: { administration: AdministrationStore }) {
  const own = useAdministrationText();
  const { seats } = useAdministrationText();
  const records = useStore(administration, (state) => state.seats) ?? [];
  const items = useStore(administration, (state) => state.items) ?? [];
  const [filter, setFilter] = useState("");
  const sites = new Map(sitesIn(items).map(({ id, name }) => [id, name]));
  const siteName = ({ site }: SeatRecord) => sites.get(site) ?? site;
  const wanted = filter.trim();
  const shown = records.filter((seat) =>
    [String(seat.seatNumber), seat.extension, siteName(seat)].some((value) => value.includes(wanted)),
  );
  return (
    <section className={styles.card} aria-label={seats.heading}>
      <div className={tableStyles.head}>
        <h2>{seats.heading}</h2>
        <TextInput
          aria-label={own.filter}
          placeholder={seats.filterHint}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <EditTable
        administration={administration}
        label={seats.heading}
        verb={seats.manage}
        columns={[seats.number, own.people.site, seats.extension, own.state, seats.enrolled]}
        rows={shown.map((seat) => ({
          key: `seat/${seat.seatNumber}`,
          cells: [
            <strong key="number">{seat.seatNumber}</strong>,
            <span key="site" className={tableStyles.oneLine}>
              {siteName(seat)}
            </span>,
            seat.extension,
            <SeatState key="state" seat={seat} />,
            <span key="enrolled" className={tableStyles.oneLine}>
              {seat.enrolledAt && dayAndTime(seat.enrolledAt)}
            </span>,
          ],
          form: <SeatActions administration={administration} seat={seat} />,
        }))}
      />
    </section>
  );
}

function SeatState({ seat }: { seat: SeatRecord }) {
  const { seats } = useAdministrationText();
  const tones = { free: "plain", active: "good", revoked: "bad" } as const;
  return (
    <>
      <Badge tone={tones[seat.status]}>{seats[seat.status]}</Badge>{" "}
      {seat.codeUntil && (
        <Badge tone="accent" title={shortTime(seat.codeUntil)}>
          {seats.codeWaiting}
        </Badge>
      )}
    </>
  );
}

function SeatActions({ administration, seat }: { administration: AdministrationStore; seat: SeatRecord }) {
  const own = useAdministrationText();
  const { seats } = useAdministrationText();
  const { saving, failed } = useStore(administration);
  const { seatNumber, seatId, status } = seat;
  const { actions } = administration;
  return (
    <div className={tableStyles.form}>
      <ProblemNote problem={failed?.key === `seat/${seatNumber}` ? failed.problem : null} />
      <div className={tableStyles.buttons}>
        <Button variant="filled" disabled={saving} onClick={() => void actions.giveCode(seatNumber)}>
          {seats.code}
        </Button>
        {seatId !== null && (
          <SureButton
            label={seats.release}
            sure={seats.releaseSure}
            disabled={saving}
            onSure={() => void actions.changeSeat({ seatNumber, seatId, step: "release" })}
          />
        )}
        {seatId !== null && status === "active" && (
          <SureButton
            label={seats.revoke}
            sure={seats.revokeSure}
            disabled={saving}
            onSure={() => void actions.changeSeat({ seatNumber, seatId, step: "revoke" })}
          />
        )}
        <Button onClick={() => actions.edit(null)}>{own.cancel}</Button>
      </div>
    </div>
  );
}
