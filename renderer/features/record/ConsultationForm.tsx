import { ActionIcon, NativeSelect, Textarea } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useStore } from "zustand";
import { outcomeLabels } from "../../../shared/domain/complaintLabels.ts";
import type { Citation } from "../../../shared/domain/policy.ts";
import type { Consultation } from "../../../shared/domain/record.ts";
import type { ReferenceData } from "../../../shared/rpc/contract.ts";
import { label, useText } from "../../ui/text.ts";
import styles from "./RecordPanel.module.css";
import type { RecordStore } from "./record.store.ts";
import type { ReferenceStore } from "./reference.store.ts";
import { SaidPhrases } from "./SaidPhrases.tsx";

/** Topic, question, answer, citations, outcome: what every call leaves behind. */
export function ConsultationForm({ record, consultation, reference }: Props) {
  const text = useText();
  const { editConsultation } = record.actions;
  return (
    <div className={styles.form}>
      <Textarea
        data-focus="record"
        label={text.record.question}
        placeholder={text.record.questionHint}
        rows={3}
        value={consultation.question}
        onChange={(event) => editConsultation({ question: event.currentTarget.value })}
      />
      <Textarea
        label={text.record.answer}
        placeholder={text.record.answerHint}
        rows={4}
        value={consultation.answer}
        onChange={(event) => editConsultation({ answer: event.currentTarget.value })}
      />
      <Citations
        citations={consultation.citations}
        onRemove={(gone) =>
          editConsultation({ citations: consultation.citations.filter((each) => each !== gone) })
        }
      />
      <SaidPhrases said={consultation.said ?? []} />
      <div className={styles.pair}>
        <TopicSelect reference={reference} value={consultation.topic} onChange={editConsultation} />
        <NativeSelect
          label={text.record.outcome}
          value={consultation.outcome ?? ""}
          onChange={(event) => editConsultation({ outcome: toOutcome(event.currentTarget.value) })}
        >
          <option value="">{text.record.outcomeNone}</option>
          {outcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {label(text, outcomeLabels[outcome])}
            </option>
          ))}
        </NativeSelect>
      </div>
    </div>
  );
}

type Props = { record: RecordStore; consultation: Consultation; reference: ReferenceStore };
type Outcome = NonNullable<Consultation["outcome"]>;

const outcomes = Object.keys(outcomeLabels) as Outcome[];

function toOutcome(value: string): Outcome | null {
  return outcomes.find((each) => each === value) ?? null;
}

type TopicProps = {
  reference: ReferenceStore;
  value: string | null;
  onChange: (change: { topic: string | null }) => void;
};

function TopicSelect({ reference, value, onChange }: TopicProps) {
  const text = useText();
  const topics = useStore(reference, (state) => state.topics);
  return (
    <NativeSelect
      label={text.record.topic}
      value={value ?? ""}
      onChange={(event) => onChange({ topic: event.currentTarget.value || null })}
    >
      <option value="">{text.record.topicNone}</option>
      {groupsOf(topics.filter(({ id, retired }) => !retired || id === value)).map(([group, members]) => (
        <optgroup key={group} label={group}>
          {members.map((topic) => (
            <option key={topic.id} value={topic.id}>
              {label(text, topic)}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  );
}

function groupsOf(topics: ReferenceData["topics"]): [string, ReferenceData["topics"]][] {
  const groups = new Map<string, ReferenceData["topics"]>();
  for (const topic of topics) groups.set(topic.group, [...(groups.get(topic.group) ?? []), topic]);
  return [...groups];
}

function Citations({ citations, onRemove }: { citations: Citation[]; onRemove: (gone: Citation) => void }) {
  const text = useText();
  return (
    <section aria-label={text.record.citations}>
      <h3>{text.record.citations}</h3>
      {citations.length === 0 && <p className={styles.hint}>{text.record.noCitations}</p>}
      <ul className={styles.citations}>
        {citations.map((citation) => (
          <li key={`${citation.versionId} ${citation.clauseId}`}>
            <span>
              《{citation.title}》{citation.label}
              <small>{citation.sentence}</small>
            </span>
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={text.record.removeCitation}
              onClick={() => onRemove(citation)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
