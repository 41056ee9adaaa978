import { Button, TextInput } from "@mantine/core";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { count } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, useText } from "../../ui/text.ts";
import type { StatusStore } from "../status/status.store.ts";
import styles from "./AdminScreen.module.css";
import { ImportReport } from "./ImportReport.tsx";
import type { ImportStore } from "./import.store.ts";
import { readFiles } from "./readFiles.ts";

/** Brings documents into the library, from a path on this computer or by dropping files. */
export function LibraryImport({ imports, status }: { imports: ImportStore; status: StatusStore }) {
  const text = useText();
  const state = useStore(imports);
  const library = useStore(status, (each) => each.status?.library);
  return (
    <section className={styles.card} aria-label={text.admin.importHeading}>
      <h2>
        {text.admin.library} · {text.admin.importHeading}
      </h2>
      {library && (
        <p className="soft">
          {fill(text.admin.libraryNow, {
            documents: count(library.documents),
            clauses: count(library.clauses),
          })}
        </p>
      )}
      <PathForm imports={imports} busy={state.name === "running"} />
      <DropZone imports={imports} />
      <ProblemNote problem={state.problem} />
      {state.name === "running" && <Progress state={state} />}
      {state.name === "finished" && <ImportReport progress={state.progress} files={state.files} />}
    </section>
  );
}

function PathForm({ imports, busy }: { imports: ImportStore; busy: boolean }) {
  const text = useText();
  const [path, setPath] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void imports.actions.importPath(path);
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <TextInput
        label={text.admin.importPath}
        description={text.admin.importPathHint}
        autoComplete="off"
        spellCheck={false}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" disabled={busy || path.trim() === ""}>
        {text.admin.importStart}
      </Button>
    </form>
  );
}

function DropZone({ imports }: { imports: ImportStore }) {
  const text = useText();
  const [isOver, setIsOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const take = async (files: Iterable<File>) => {
    const read = await readFiles([...files]);
    if (read.ok) await imports.actions.importFiles(read.files);
    else imports.actions.refuse(read.problem);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping needs a pointer; the button inside does the same by key
    <div
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <span>{isOver ? text.admin.dropNow : text.admin.drop}</span>
      <Button onClick={() => picker.current?.click()}>{text.admin.choose}</Button>
      <input
        ref={picker}
        type="file"
        multiple
        accept=".md,.markdown,.html,.htm,.txt"
        hidden
        onChange={(event) => {
          void take(event.currentTarget.files ?? []);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function Progress({ state }: { state: Extract<ReturnType<ImportStore["getState"]>, { name: "running" }> }) {
  const text = useText();
  const { progress } = state;
  return (
    <div role="status" className={styles.progress}>
      <progress max={progress?.total ?? 1} value={progress?.done} aria-label={text.admin.running} />
      <span>
        {progress && fill(text.admin.progress, { done: count(progress.done), total: count(progress.total) })}{" "}
        {text.admin.running}
      </span>
    </div>
  );
}
