import { Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { ExportedPackage, PackageInfo } from "../../../shared/rpc/libraryPackageContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { count, dayAndTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { packageText } from "../../ui/packageText.ts";
import { usePartText } from "../../ui/partText.ts";
import { fill, useText } from "../../ui/text.ts";
import admin from "./AdminScreen.module.css";
import { PackageFound } from "./PackageFound.tsx";
import styles from "./PackagePanel.module.css";
import type { PackageStore } from "./package.store.ts";
import { sizeOf } from "./packageSize.ts";

/** 知识库包: carries the library from seat to seat without a network. */
export function PackagePanel({ packages }: { packages: PackageStore }) {
  const text = useText();
  const own = usePartText(packageText);
  const info = useStore(packages, (state) => state.info);
  const { load } = packages.actions;
  useEffect(() => void load(), [load]);
  return (
    <section className={`${admin.card} ${styles.panel}`} aria-label={own.heading}>
      <h2>
        {text.admin.library} · {own.heading}
      </h2>
      {info && <Current info={info} />}
      <div className={styles.halves}>
        <MakePackage packages={packages} />
        <TakePackage packages={packages} />
      </div>
      {info && <TrustedKeys info={info} />}
    </section>
  );
}

function Current({ info: { current } }: { info: PackageInfo }) {
  const packages = usePartText(packageText);
  if (!current) return <p className="soft">{packages.none}</p>;
  const { sequence, madeAt, madeBy, direction } = current;
  return <p>{fill(packages[direction], { sequence, time: dayAndTime(madeAt), by: madeBy })}</p>;
}

function MakePackage({ packages }: { packages: PackageStore }) {
  const text = usePartText(packageText);
  const { busy, made, problem } = useStore(packages);
  const [path, setPath] = useState("");
  const [rotates, setRotates] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void packages.actions.make(path.trim(), rotates);
  };
  return (
    <form className={styles.part} onSubmit={submit} aria-label={text.make}>
      <TextInput
        label={text.makePath}
        description={text.makePathHint}
        autoComplete="off"
        spellCheck={false}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Checkbox
        label={text.rotate}
        checked={rotates}
        onChange={(event) => setRotates(event.currentTarget.checked)}
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={busy !== null || path.trim() === ""}>
          {text.makeToPath}
        </Button>
        <Button disabled={busy !== null} onClick={() => void packages.actions.make(null, rotates)}>
          {text.download}
        </Button>
        {busy === "make" && <span role="status">{text.working}</span>}
      </div>
      <ProblemNote problem={problem?.at === "make" ? problem : null} />
      {made && <Made made={made} />}
    </form>
  );
}

function Made({ made }: { made: ExportedPackage }) {
  const text = usePartText(packageText);
  const sentence = fill(text.made, {
    sequence: made.sequence,
    where: made.path ?? made.name,
    size: sizeOf(made.bytes),
    documents: count(made.documents),
    clauses: count(made.clauses),
  });
  return (
    <div role="status" className={styles.result}>
      <p>{sentence}</p>
      <p>{text.tellFingerprint}</p>
      <p className={styles.fingerprint}>{made.key.fingerprint}</p>
    </div>
  );
}

function TakePackage({ packages }: { packages: PackageStore }) {
  const text = usePartText(packageText);
  const { found, applied, problem } = useStore(packages);
  return (
    <div className={styles.part}>
      <SourceForm packages={packages} />
      <ProblemNote problem={problem && problem.at !== "make" ? problem : null} />
      {found && <PackageFound packages={packages} found={found} />}
      {applied && (
        <p role="status" className={styles.result}>
          ✓ {fill(text.done, { ...applied, documents: count(applied.documents) })}
        </p>
      )}
    </div>
  );
}

function SourceForm({ packages }: { packages: PackageStore }) {
  const text = usePartText(packageText);
  const busy = useStore(packages, (state) => state.busy);
  const [path, setPath] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void packages.actions.check({ path: path.trim() });
  };
  return (
    <form className={styles.part} onSubmit={submit} aria-label={text.take}>
      <TextInput
        label={text.takePath}
        description={text.takePathHint}
        autoComplete="off"
        spellCheck={false}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={busy !== null || path.trim() === ""}>
          {text.check}
        </Button>
        <Button disabled={busy !== null} onClick={() => picker.current?.click()}>
          {text.choose}
        </Button>
        {busy === "check" && <span role="status">{text.working}</span>}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".zxlib"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void packages.actions.checkFile(file);
          event.currentTarget.value = "";
        }}
      />
    </form>
  );
}

function TrustedKeys({ info: { trusted } }: { info: PackageInfo }) {
  const text = usePartText(packageText);
  return (
    <div className={styles.part}>
      <h3>{text.trusted}</h3>
      {trusted.length === 0 && <p className="soft">{text.noTrusted}</p>}
      <ul className={styles.keys} aria-label={text.trusted}>
        {trusted.map(({ keyId, fingerprint, source, trustedAt, trustedBy }) => (
          <li key={keyId}>
            <Badge tone={source === "own" ? "accent" : "good"}>{text.sources[source]}</Badge>
            <span className={styles.fingerprint}>{fingerprint}</span>
            <span className="soft">
              {fill(text.trustedAt, { time: dayAndTime(trustedAt), by: trustedBy })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
