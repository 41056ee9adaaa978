import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { Api } from "../../../shared/rpc/client.ts";
import { usePartText } from "../../ui/partText.ts";
import styles from "./AliasAdmin.module.css";
import { AliasList } from "./AliasList.tsx";
import { createAliasStore } from "./alias.store.ts";
import { aliasText } from "./alias.text.ts";
import { MissList } from "./MissList.tsx";
import { ProposalList } from "./ProposalList.tsx";

const SearchModelPanel = lazy(async () => ({
  default: (await import("../searchModel/SearchModelPanel.tsx")).SearchModelPanel,
}));

/** 管理 → 知识库: its files, and the words by which they are found. */
export function LibraryParts({ api, files }: { api: Api; files: ReactNode }) {
  const text = usePartText(aliasText);
  const [aliases] = useState(() => createAliasStore(api));
  const [part, setPart] = useState<Part>("files");
  useEffect(() => aliases.actions.close, [aliases]);
  const open = (next: Part) => {
    aliases.actions.edit(null);
    setPart(next);
  };
  return (
    <div className={styles.whole}>
      <nav className={styles.parts} aria-label={text.heading}>
        {parts.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === part ? "page" : undefined}
            onClick={() => open(each)}
          >
            {text.parts[each]}
          </button>
        ))}
      </nav>
      {part === "files" && files}
      {part === "list" && <AliasList aliases={aliases} />}
      {part === "proposals" && <ProposalList aliases={aliases} />}
      {part === "model" && (
        <Suspense>
          <SearchModelPanel api={api} />
        </Suspense>
      )}
      {part === "misses" && (
        <MissList
          aliases={aliases}
          onAdd={(words) => {
            setPart("list");
            aliases.actions.edit("new", words);
          }}
        />
      )}
    </div>
  );
}

const parts = ["files", "list", "proposals", "misses", "model"] as const;
type Part = (typeof parts)[number];
