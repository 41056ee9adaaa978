import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { ImportFileReport } from "../../../shared/domain/policy.ts";
import type { Payload } from "../../../shared/rpc/contract.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { fill, ruleSentence, useText } from "../../ui/text.ts";
import styles from "./AdminScreen.module.css";

const tones: Record<ImportFileReport["outcome"], Tone> = {
  added: "good",
  "new-version": "accent",
  unchanged: "plain",
  refused: "bad",
};

/** File by file what came of an import, what was refused first. */
export function ImportReport({ progress, files }: Props) {
  const text = useText();
  const frame = useRef<HTMLElement>(null);
  const ordered = [...files].sort((a, b) => rank(a) - rank(b));
  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  return (
    <div className={styles.report}>
      <p role="status">
        <strong>{text.admin.finished}</strong> {fill(text.admin.totals, progress)}
      </p>
      <section
        ref={frame}
        className={styles.files}
        style={{ height: Math.min(virtual.getTotalSize(), mostHeight) }}
        aria-label={text.admin.finished}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
        tabIndex={0}
      >
        <ul style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const file = ordered[index];
            return (
              file && (
                <li key={file.file} className={styles.file} style={{ transform: `translateY(${start}px)` }}>
                  <Badge tone={tones[file.outcome]}>{text.admin.outcomes[file.outcome]}</Badge>
                  <span className={styles.fileName} title={file.file}>
                    {file.title ?? file.file}
                  </span>
                  <span className="soft" title={file.rule ? ruleSentence(text, file.rule) : undefined}>
                    {file.rule ? ruleSentence(text, file.rule) : `${text.admin.clauses} ${file.clauses}`}
                  </span>
                </li>
              )
            );
          })}
        </ul>
      </section>
    </div>
  );
}

type Props = { progress: Payload<"library.importProgress">; files: ImportFileReport[] };

const rowHeight = 30;
/** Of the list; more files than that scroll. */
const mostHeight = 320;

function rank(file: ImportFileReport): number {
  return file.outcome === "refused" ? 0 : file.rule ? 1 : 2;
}
