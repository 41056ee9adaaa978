import { TextInput } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { CallLeg } from "../../../shared/domain/call.ts";
import { parsePhone } from "../../../shared/domain/phoneNumber.ts";
import { siteDay } from "../../../shared/domain/time.ts";
import { duration, timeOfDay } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, useText } from "../../ui/text.ts";
import type { SoftphoneStore } from "../softphone/softphone.store.ts";
import styles from "./CallsScreen.module.css";
import type { CallsStore } from "./calls.store.ts";

/** 话单: the calls of a day as they were recorded, today's first. */
export function CallsScreen({ calls, softphone }: { calls: CallsStore; softphone: SoftphoneStore | null }) {
  const text = useText();
  const { day, list } = useStore(calls);
  const { load } = calls.actions;
  useEffect(() => void load(siteDay(Date.now())), [load]);
  useEffect(
    () => softphone?.subscribe((now, before) => now.lastCall !== before.lastCall && day && void load(day)),
    [softphone, load, day],
  );
  return (
    <section className={styles.screen} aria-label={text.calls.heading}>
      <div className={styles.head}>
        <h2>{text.calls.heading}</h2>
        <TextInput
          type="date"
          aria-label={text.calls.day}
          value={day ?? ""}
          onChange={(event) => event.currentTarget.value && void load(event.currentTarget.value)}
        />
        {list.name === "ready" && (
          <span className="soft" role="status">
            {fill(text.calls.summary, {
              n: list.legs.length,
              answered: list.legs.filter((leg) => leg.answeredAt !== null).length,
            })}
          </span>
        )}
      </div>
      {list.name === "failed" && <ProblemNote problem={list.problem} />}
      {list.name === "ready" &&
        (list.legs.length === 0 ? (
          <p className="soft">{text.calls.empty}</p>
        ) : (
          <Legs legs={list.legs} softphone={softphone} />
        ))}
    </section>
  );
}

type LegsProps = { legs: CallLeg[]; softphone: SoftphoneStore | null };

function Legs({ legs, softphone }: LegsProps) {
  const text = useText();
  const { calls } = text;
  const heads = [
    calls.time,
    calls.number,
    calls.direction,
    calls.line,
    calls.waited,
    calls.talked,
    calls.held,
    calls.end,
  ];
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <Leg key={leg.callId} leg={leg} isUp={leg.callId === callUp(softphone)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function callUp(softphone: SoftphoneStore | null): string | null {
  const call = softphone?.getState().call;
  return call && call.name !== "idle" ? call.facts.callId : null;
}

/** A call without an end that is not up was cut off with the program: its end is not known. */
function Leg({ leg, isUp }: { leg: CallLeg; isUp: boolean }) {
  const text = useText();
  const { display, region } = parsePhone(leg.number);
  return (
    <tr>
      <td>{timeOfDay(leg.ringingAt)}</td>
      <td>
        {leg.number === "" ? text.call.hidden : display} <span className="soft">{region}</span>
      </td>
      <td>{text.calls[leg.direction]}</td>
      <td>{text.calls.lines[leg.line]}</td>
      <td>{span(leg.ringingAt, leg.answeredAt ?? leg.endedAt)}</td>
      <td>{span(leg.answeredAt, leg.endedAt)}</td>
      <td>{leg.heldMs > 0 ? duration(leg.heldMs) : "–"}</td>
      <td>{leg.endReason ? text.calls.ends[leg.endReason] : isUp ? text.calls.ongoing : text.calls.cut}</td>
    </tr>
  );
}

function span(from: string | null, to: string | null): string {
  return from === null || to === null ? "–" : duration(Date.parse(to) - Date.parse(from));
}
