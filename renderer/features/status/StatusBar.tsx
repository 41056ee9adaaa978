import { useStore } from "zustand";
import { siteDay } from "../../../shared/domain/time.ts";
import type { DeskStatus } from "../../../shared/rpc/contract.ts";
import { isCertificateRule } from "../../../shared/sync/certificateTrouble.ts";
import { age, count } from "../../ui/format.ts";
import { fill, ruleSentence, type Text, useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import type { SoftphoneState, SoftphoneStore } from "../softphone/softphone.store.ts";
import styles from "./StatusBar.module.css";
import type { StatusStore } from "./status.store.ts";

/** Measured facts with their age; what is not known right now says so. */
export function StatusBar({ status, softphone, version }: Props) {
  const text = useText();
  const { connected, status: known } = useStore(status);
  return (
    <footer className={styles.bar}>
      <h2 className="hidden-label">{text.status.heading}</h2>
      {softphone ? <PhoneItem softphone={softphone} /> : <Item shape="○" words={text.status.off} />}
      {!connected && <Item tone="bad" shape="✕" words={text.status.hostLost} title={text.app.notConnected} />}
      {connected && known && <HostItems known={known} onSync={status.actions.syncNow} />}
      <span className={styles.version}>v{version}</span>
    </footer>
  );
}

type Props = { status: StatusStore; softphone: SoftphoneStore | null; version: string };

type ItemProps = { tone?: "good" | "warn" | "bad"; shape: string; words: string; title?: string | undefined };

function Item({ tone, shape, words, title }: ItemProps) {
  return (
    <span className={styles.item} data-tone={tone} title={title}>
      <span aria-hidden>{shape}</span> {words}
    </span>
  );
}

function PhoneItem({ softphone }: { softphone: SoftphoneStore }) {
  const text = useText();
  const line = useStore(softphone, (state) => state.line);
  const registration = useStore(softphone, (state) => state.registration);
  const now = useNow();
  if (line === "practice") return <Item shape="■" words={`☎ ${text.status.practiceLine}`} />;
  const { tone, words } = registrationWords(text, registration, now);
  const last = registration.lastRegisteredAt;
  const title =
    last === null ? text.status.neverRegistered : fill(text.status.lastGood, { age: age(text, now - last) });
  return <Item tone={tone} shape={tone === "good" ? "●" : "▲"} words={`☎ ${words}`} title={title} />;
}

/** The word comes with the age of the last REGISTER the exchange accepted: a cached green light would lie. */
function registrationWords(
  text: Text,
  { state, lastRegisteredAt }: SoftphoneState["registration"],
  now: number,
) {
  if (state === "registered" && lastRegisteredAt !== null) {
    const words = fill(text.status.registered, { age: age(text, now - lastRegisteredAt) });
    return { tone: "good" as const, words };
  }
  if (state === "registered" || state === "registering")
    return { tone: "warn" as const, words: text.status.registering };
  return { tone: "bad" as const, words: text.status[state] };
}

function HostItems({ known, onSync }: { known: DeskStatus; onSync: () => void }) {
  const text = useText();
  const now = useNow();
  const { library, storage } = known;
  const documents = `${library.newestOn ?? ""} ${fill(text.status.documents, { n: count(library.documents) })}`;
  return (
    <>
      <ServerItem known={known} now={now} />
      <OutboxItem outbox={known.outbox} now={now} onSync={onSync} />
      <Item
        shape="▤"
        words={`${text.status.library} ${library.documents === 0 ? text.status.libraryEmpty : documents.trim()}`}
      />
      <ClockItem skewMs={known.clockSkewMs} />
      <Item
        tone={storage.encrypted ? "good" : "bad"}
        shape={storage.encrypted ? "●" : "✕"}
        words={`${storage.encrypted ? text.status.encrypted : text.status.notEncrypted} · ${text.status.keys[storage.keySource]}`}
      />
    </>
  );
}

function ServerItem({ known, now }: { known: DeskStatus; now: number }) {
  const text = useText();
  const { server } = known;
  const words = {
    online: server.latencyMs === null ? text.status.online : `${Math.round(server.latencyMs)} ms`,
    connecting: text.status.connecting,
    offline: isCertificateRule(server.rule) ? text.certificateWords[server.rule] : text.status.offline,
    refused: text.status.serverRefused,
    unconfigured: text.status.unconfigured,
  }[server.state];
  const isOnline = server.state === "online";
  const contact =
    server.lastContactAt === null
      ? ""
      : fill(text.status.lastContact, { age: age(text, now - Date.parse(server.lastContactAt)) });
  const reason = server.rule === null ? "" : reasonSentence(text, known);
  return (
    <Item
      tone={isOnline ? "good" : "warn"}
      shape={isOnline ? "●" : "▲"}
      words={`${text.status.server} ${words}${!isOnline && contact ? ` · ${contact}` : ""}`}
      title={[reason, contact].filter(Boolean).join(" ") || undefined}
    />
  );
}

/** Sentences of certificates are read at enrolment as well; what is safe at a desk is added here. */
function reasonSentence(text: Text, { server, at, outbox }: DeskStatus): string {
  const sentence = ruleSentence(text, server.rule, { today: siteDay(Date.parse(at)) });
  const isUnsafeLine = isCertificateRule(server.rule) || unsafeLines.includes(server.rule);
  return isUnsafeLine ? `${sentence} ${fill(text.status.safeHere, { n: outbox.pending })}` : sentence;
}

const unsafeLines: readonly (string | null)[] = ["server.notEncrypted", "server.lineNotPrivate"];

function OutboxItem({
  outbox,
  now,
  onSync,
}: {
  outbox: DeskStatus["outbox"];
  now: number;
  onSync: () => void;
}) {
  const text = useText();
  const troubles = [
    outbox.conflicts > 0 && fill(text.status.conflicts, { n: outbox.conflicts }),
    outbox.denied > 0 && fill(text.status.denied, { n: outbox.denied }),
  ].filter(Boolean);
  const words = outbox.pending > 0 ? fill(text.status.pending, { n: outbox.pending }) : text.status.allSynced;
  const oldest = outbox.oldestPendingAt;
  const waits = oldest === null ? "" : fill(text.status.oldest, { age: age(text, now - Date.parse(oldest)) });
  return (
    <button
      type="button"
      className={styles.item}
      data-tone={outbox.pending > 0 || troubles.length > 0 ? "warn" : "good"}
      title={[waits, text.status.syncNow].filter(Boolean).join(" · ")}
      onClick={onSync}
    >
      <span aria-hidden>{outbox.pending > 0 ? "▲" : "●"}</span> {[words, ...troubles].join(" · ")}
    </button>
  );
}

/** Half a minute off is still harmless for deadlines and far beyond what a network delay explains. */
const tolerableSkewMs = 30_000;

function ClockItem({ skewMs }: { skewMs: number | null }) {
  const text = useText();
  if (skewMs === null) return <Item shape="○" words={`${text.status.clock} ${text.status.clockUnknown}`} />;
  if (Math.abs(skewMs) <= tolerableSkewMs)
    return <Item tone="good" shape="●" words={`${text.status.clock} ${text.status.clockGood}`} />;
  const sentence = skewMs > 0 ? text.status.clockAhead : text.status.clockBehind;
  const words = fill(sentence, { age: age(text, Math.abs(skewMs)) });
  return <Item tone="warn" shape="▲" words={`${text.status.clock} ${words}`} />;
}
