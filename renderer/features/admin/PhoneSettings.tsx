import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { PhoneAccount } from "../../../shared/rpc/contract.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useText } from "../../ui/text.ts";
import styles from "./AdminScreen.module.css";
import type { PhoneSettingsStore } from "./phoneSettings.store.ts";

/** Which exchange this seat registers at, or the built-in practice line. */
export function PhoneSettings({ phoneSettings }: { phoneSettings: PhoneSettingsStore }) {
  const text = useText();
  const { now, busy, problem, savedTimes } = useStore(phoneSettings);
  const { load, save } = phoneSettings.actions;
  useEffect(() => void load(), [load]);
  return (
    <section className={styles.card} aria-label={text.admin.phoneHeading}>
      <h2>
        {text.admin.phone} · {text.admin.phoneHeading}
      </h2>
      {now && <LineForm key={`${now.line} ${savedTimes}`} now={now} busy={busy} onSave={save} />}
      <ProblemNote problem={problem} />
      {savedTimes > 0 && problem === null && <p role="status">✓ {text.admin.savedPhone}</p>}
    </section>
  );
}

type Exchange = Extract<PhoneAccount, { line: "exchange" }>;
type FormProps = { now: PhoneAccount; busy: boolean; onSave: (account: PhoneAccount) => void };

const blank: Exchange = { line: "exchange", url: "", domain: "", extension: "", secret: "", displayName: "" };

function LineForm({ now, busy, onSave }: FormProps) {
  const text = useText();
  const [line, setLine] = useState(now.line);
  const [exchange, setExchange] = useState<Exchange>(now.line === "exchange" ? now : blank);
  const { admin } = text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(line === "practice" ? { line } : exchange);
  };
  const field = (name: "url" | "domain" | "extension" | "displayName", label: string, hint = "") => (
    <TextInput
      label={label}
      placeholder={hint}
      required={name !== "displayName"}
      autoComplete="off"
      spellCheck={false}
      value={exchange[name]}
      onChange={(event) => setExchange({ ...exchange, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset className={styles.lines}>
        <legend className="hidden-label">{admin.phoneHeading}</legend>
        {(["practice", "exchange"] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="line" checked={line === each} onChange={() => setLine(each)} />
            {each === "practice" ? admin.practiceLine : admin.exchangeLine}
          </label>
        ))}
      </fieldset>
      {line === "exchange" && (
        <>
          {field("url", admin.url, "wss://pbx.example.cn:5443")}
          {field("domain", admin.domain)}
          {field("extension", admin.extension)}
          <TextInput
            type="password"
            label={admin.secret}
            required
            autoComplete="off"
            value={exchange.secret}
            onChange={(event) => setExchange({ ...exchange, secret: event.currentTarget.value })}
          />
          {field("displayName", admin.displayName)}
        </>
      )}
      <Button type="submit" variant="filled" disabled={busy}>
        {admin.save}
      </Button>
    </form>
  );
}
