import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { InsuredCaller, InsuredKey, InsuredPurpose } from "../../../shared/domain/insured.ts";
import { useText } from "../../ui/text.ts";
import styles from "./InsuredPanel.module.css";
import type { InsuredQuestion } from "./insured.store.ts";

/** By what, for what and why: nothing is asked of the register without all three. */
export function InsuredForm({ caller, busy, onFind }: Props) {
  const text = useText();
  const words = text.insured;
  const [by, setBy] = useState<InsuredKey["by"]>("name");
  const [typed, setTyped] = useState(nothing);
  const [purpose, setPurpose] = useState<InsuredPurpose>(caller === "self" ? "own-enquiry" : "lost-property");
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFind({ key: toKey(by, typed), purpose, reason: reason.trim() });
  };
  const field = (name: keyof Typed, type = "text") => (
    <TextInput
      label={words[name]}
      type={type}
      autoComplete="off"
      spellCheck={false}
      maxLength={100}
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <div className={styles.pair}>
        <NativeSelect
          label={words.by}
          value={by}
          onChange={(event) => setBy(oneOf(kinds, event.currentTarget.value) ?? by)}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {words.keys[each]}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={words.purpose}
          value={purpose}
          onChange={(event) => setPurpose(oneOf(purposes, event.currentTarget.value) ?? purpose)}
        >
          {purposes.map((each) => (
            <option key={each} value={each}>
              {words.purposes[each]}
            </option>
          ))}
        </NativeSelect>
      </div>
      {by === "name" ? (
        <>
          <div className={styles.pair}>
            {field("name")}
            {field("birthOn", "date")}
          </div>
          {field("employer")}
        </>
      ) : (
        field(by)
      )}
      <TextInput
        label={words.reason}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" disabled={busy || reason.trim().length < 2}>
        {busy ? words.finding : words.find}
      </Button>
    </form>
  );
}

type Props = { caller: InsuredCaller; busy: boolean; onFind: (question: InsuredQuestion) => void };
type Typed = { name: string; birthOn: string; employer: string; idNumber: string; phone: string };

const nothing: Typed = { name: "", birthOn: "", employer: "", idNumber: "", phone: "" };
const kinds = ["name", "idNumber", "phone"] as const;
const purposes = ["own-enquiry", "lost-property", "complaint", "call-back"] as const;

function oneOf<T extends string>(all: readonly T[], value: string): T | null {
  return all.find((each) => each === value) ?? null;
}

function toKey(by: InsuredKey["by"], { name, birthOn, employer, idNumber, phone }: Typed): InsuredKey {
  if (by === "idNumber") return { by, idNumber };
  if (by === "phone") return { by, phone };
  return { by, name, birthOn: birthOn === "" ? null : birthOn, employer };
}
