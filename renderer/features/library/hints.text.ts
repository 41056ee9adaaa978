/** Sentences of the clauses that are offered for what is being written. */
export const hintText = {
  zh: {
    heading: "与记录有关的条文",
    because: "根据记录里的“{words}”",
    open: "打开",
  },
  en: {
    heading: "For what you write",
    because: "because of “{words}” in the record",
    open: "Open",
  },
};
