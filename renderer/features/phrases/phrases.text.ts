/** Sentences of the phrase panel. */
export const phraseText = {
  zh: {
    heading: "话术",
    filter: "筛选话术",
    placeholder: "输入几个字筛选，如 安抚、录音、不受理",
    how: "按 1–9 记为已说并写入记录光标处；↑↓ 选择，Enter 只记为已说。",
    none: "没有这样的话术。",
    said: "本次已说",
    insert: "写入记录",
    say: "记为已说",
    list: "话术列表",
  },
  en: {
    heading: "Phrases",
    filter: "Filter phrases",
    placeholder: "Type to filter, e.g. calm, recording, identity",
    how: "1–9: said, and written into the record. ↑↓ select, Enter: only said.",
    none: "No such phrase.",
    said: "said in this call",
    insert: "Into the record",
    say: "Note as said",
    list: "Phrases",
  },
};
