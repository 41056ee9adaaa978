import { Button, Checkbox } from "@mantine/core";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { AliasProposal } from "../../../shared/domain/aliasProposal.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import admin from "../admin/AdminScreen.module.css";
import table from "../admin/EditTable.module.css";
import styles from "./AliasAdmin.module.css";
import { type AliasStore, changeFor, keyOf } from "./alias.store.ts";
import { aliasText } from "./alias.text.ts";
import { MeasureView } from "./MeasureView.tsx";

/** 学到的建议: what the use of the library teaches, with its evidence; a person decides. */
export function ProposalList({ aliases }: { aliases: AliasStore }) {
  const text = usePartText(aliasText);
  const { proposals, problem } = useStore(aliases);
  const { loadProposals } = aliases.actions;
  useEffect(() => loadProposals(), [loadProposals]);
  return (
    <section className={admin.card} aria-label={text.parts.proposals}>
      <div className={table.head}>
        <h2>{text.parts.proposals}</h2>
        <p className="soft">{text.proposalsNote}</p>
        <Button onClick={loadProposals}>{text.refresh}</Button>
      </div>
      <ProblemNote problem={problem?.at === "proposals" ? problem : null} />
      {proposals?.length === 0 && <p className="soft">{text.noProposals}</p>}
      <ol className={styles.proposals}>
        {(proposals ?? []).map((proposal) => (
          <li key={proposal.lay}>
            <Proposal aliases={aliases} proposal={proposal} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Proposal({ aliases, proposal }: { aliases: AliasStore; proposal: AliasProposal }) {
  const text = usePartText(aliasText);
  const { lay } = proposal;
  const rows = useStore(aliases, (state) => state.rows) ?? [];
  const measure = useStore(aliases, (state) => (state.measure?.at === lay ? state.measure : null));
  const problem = useStore(aliases, (state) => (state.problem?.at === lay ? state.problem : null));
  const [chosen, setChosen] = useState<readonly string[]>(proposal.official);
  const change = chosen.length > 0 ? changeFor(rows, lay, chosen) : null;
  const isMeasured = measure?.name === "done" && change !== null && measure.key === keyOf(change);
  const toggle = (word: string) =>
    setChosen(chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word]);
  return (
    <article className={styles.proposal} aria-label={lay}>
      <div className={styles.pair}>
        <strong>{lay}</strong>
        <span aria-hidden>→</span>
        {proposal.official.map((word) => (
          <Checkbox key={word} label={word} checked={chosen.includes(word)} onChange={() => toggle(word)} />
        ))}
      </div>
      <Evidence proposal={proposal} />
      <ProblemNote problem={problem} />
      <div className={styles.buttons}>
        <Button
          variant="filled"
          disabled={!isMeasured}
          title={isMeasured ? undefined : text.measureFirst}
          onClick={() => void aliases.actions.accept(proposal, chosen)}
        >
          {text.accept}
        </Button>
        <Button onClick={() => aliases.actions.reject(proposal)}>{text.reject}</Button>
        <MeasureView aliases={aliases} at={lay} change={change} />
      </div>
    </article>
  );
}

function Evidence({ proposal: { queries, clauses, misses } }: { proposal: AliasProposal }) {
  const text = usePartText(aliasText);
  const missed = misses.reduce((sum, { times }) => sum + times, 0);
  return (
    <ul className={styles.evidence} aria-label={text.evidence}>
      {queries.map((each) => (
        <li key={each.query}>{fill(text.asked, each)}</li>
      ))}
      {clauses.map(({ clauseId, title, label, times }) => (
        <li key={clauseId}>
          《{title}》{label} <span className="soft">{fill(text.led, { times })}</span>
        </li>
      ))}
      {missed > 0 && <li className="soft">{fill(text.missed, { n: missed })}</li>}
    </ul>
  );
}
