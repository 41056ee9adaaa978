import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import type { PackageChange } from "../../../shared/domain/libraryPackage.ts";
import type { PackageInspection } from "../../../shared/rpc/libraryPackageContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { count, dayAndTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { packageText } from "../../ui/packageText.ts";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import styles from "./PackagePanel.module.css";
import type { PackageStore } from "./package.store.ts";
import { sizeOf } from "./packageSize.ts";

/** What a checked package holds, whose it is, what it would change here, and the next step. */
export function PackageFound({ packages, found }: { packages: PackageStore; found: PackageInspection }) {
  const text = usePartText(packageText);
  const { manifest, key, rule, detail } = found;
  const about = fill(text.about, {
    sequence: manifest.sequence,
    time: dayAndTime(manifest.madeAt),
    by: manifest.madeBy,
    documents: count(manifest.documents),
    clauses: count(manifest.clauses),
    size: sizeOf(found.bytes),
  });
  return (
    <section className={styles.result} aria-label={text.checked}>
      <p>
        <Badge tone={rule ? "warn" : "good"}>{text.checked}</Badge> {about}
      </p>
      {rule !== "package.unknownKey" && (
        <p>
          {text.fingerprint} <span className={styles.fingerprint}>{key.fingerprint}</span>
        </p>
      )}
      {manifest.nextKey && <p>{text.rotates}</p>}
      <ProblemNote problem={rule ? { rule, detail } : null} />
      {rule === "package.unknownKey" && <TrustForm packages={packages} />}
      {rule === null && <ApplyButton packages={packages} />}
      {found.aliasesHere > 0 && <p>{fill(text.aliasesHere, { n: found.aliasesHere })}</p>}
      {found.changesHere.length === 0 ? (
        <p className="soft">{text.noChangesHere}</p>
      ) : (
        <Changes sentence={text.changesHere} changes={found.changesHere} />
      )}
      {manifest.changes && manifest.changes.length > 0 && (
        <Changes sentence={text.changesThere} changes={manifest.changes} />
      )}
    </section>
  );
}

/** The package's own fingerprint is not on the screen here: it would be copied instead of compared. */
function TrustForm({ packages }: { packages: PackageStore }) {
  const text = usePartText(packageText);
  const busy = useStore(packages, (state) => state.busy);
  const [fingerprint, setFingerprint] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void packages.actions.trust(fingerprint);
  };
  return (
    <form className={styles.part} onSubmit={submit}>
      <TextInput
        label={text.trustLabel}
        description={text.trustHint}
        autoComplete="off"
        spellCheck={false}
        value={fingerprint}
        onChange={(event) => setFingerprint(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={busy !== null || fingerprint.trim() === ""}>
          {text.trust}
        </Button>
      </div>
    </form>
  );
}

function ApplyButton({ packages }: { packages: PackageStore }) {
  const text = usePartText(packageText);
  const { busy, progress } = useStore(packages);
  return (
    <div className={styles.part}>
      <div className={styles.buttons}>
        <Button variant="filled" disabled={busy !== null} onClick={() => void packages.actions.apply()}>
          {text.apply}
        </Button>
      </div>
      {busy === "apply" && (
        <div role="status" className={styles.progress}>
          <progress
            max={Math.max(1, progress?.total ?? 1)}
            value={progress?.done ?? 0}
            aria-label={text.applying}
          />
          <span>
            {progress &&
              `${text.phases[progress.phase]} ${count(progress.done)} / ${count(progress.total)} · `}
            {text.applying}
          </span>
        </div>
      )}
    </div>
  );
}

/** A first package may bring thousands; this many show what kind of package it is. */
const shown = 200;

function Changes({ sentence, changes }: { sentence: string; changes: PackageChange[] }) {
  const text = usePartText(packageText);
  const heading = fill(sentence, { n: count(changes.length) });
  return (
    <div className={styles.part}>
      <h3>{heading}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <section className={styles.changes} aria-label={heading} tabIndex={0}>
        <ul>
          {changes.slice(0, shown).map(({ kind, title }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one list, shown once; two editions may share a title
            <li key={at}>
              <Badge tone={kind === "added" ? "good" : "accent"}>{text.kinds[kind]}</Badge> {title}
            </li>
          ))}
          {changes.length > shown && (
            <li className="soft">{fill(text.more, { n: count(changes.length - shown) })}</li>
          )}
        </ul>
      </section>
    </div>
  );
}
