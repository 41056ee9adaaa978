import { type ComplaintForm, elementNames } from "./complaint.ts";
import { categoryLabels, elementLabels, type Label, routeLabels } from "./complaintLabels.ts";
import { maskIdNumber, maskName, maskPhone } from "./masking.ts";
import { parsePhone } from "./phoneNumber.ts";

/** One sentence to read to the caller before the complaint is confirmed. */
export type ReadBackSentence = Label & {
  part:
    | "opening"
    | "matter"
    | "respondent"
    | "elements"
    | "claim"
    | "evidence"
    | "contact"
    | "route"
    | "notice"
    | "question";
};

/**
 * What the agent reads back, in order: matter, demand, contact, the notice about false information, and the question
 * to confirm. Only what was filled in is read. When the caller speaks for somebody else, that person's data is masked.
 * What was typed is in the caller's own language in both versions.
 */
export function readBack(form: ComplaintForm): ReadBackSentence[] {
  return [
    sentence(
      "opening",
      "我把您反映的情况核对一遍，有不对的地方请随时打断我。",
      "Let me read back what you told me; please stop me wherever it is wrong.",
    ),
    ...matter(form),
    ...respondent(form),
    ...elements(form),
    ...claim(form),
    ...evidence(form),
    ...contact(form),
    ...routing(form),
    sentence("notice", falseInformationNotice.zh, falseInformationNotice.en),
    sentence(
      "question",
      "以上内容是否准确，您是否确认提交？",
      "Is all this right, and do you confirm that it is submitted?",
    ),
  ];
}

/** Said before the caller confirms; the time of confirming is kept with the ticket. */
export const falseInformationNotice: Label = {
  zh: "请您确认所提供的身份信息、联系方式和投诉事由真实有效；提供虚假信息可能导致不予受理，并承担相应责任。",
  en: "Please make sure that your identity, contact and facts are true; false information may lead to refusal and has legal consequences.",
};

function sentence(part: ReadBackSentence["part"], zh: string, en: string): ReadBackSentence {
  return { part, zh, en };
}

function matter(form: ComplaintForm): ReadBackSentence[] {
  if (form.category === null) return [];
  const label = categoryLabels[form.category];
  return [sentence("matter", `您反映的是：${label.zh}。`, `Your complaint is about: ${label.en}.`)];
}

function respondent(form: ComplaintForm): ReadBackSentence[] {
  const { kind, unitName, creditCode, office, staffName, staffNumber } = form.respondent;
  const parts =
    kind === "unit"
      ? [text(unitName), labelled(creditCode, "统一社会信用代码")]
      : [text(office), text(staffName), labelled(staffNumber, "工号")];
  const named = parts.filter((part) => part !== "").join("，");
  if (named === "") return [];
  return [sentence("respondent", `被投诉的是：${named}。`, `It is directed against: ${named}.`)];
}

function elements(form: ComplaintForm): ReadBackSentence[] {
  return elementNames
    .filter((name) => text(form.elements[name]) !== "")
    .map((name) => {
      const told = text(form.elements[name]);
      return sentence(
        "elements",
        `${elementLabels[name].zh}：${told}。`,
        `${elementLabels[name].en}: ${told}.`,
      );
    });
}

function claim(form: ComplaintForm): ReadBackSentence[] {
  const demand = text(form.claim.text);
  const period = periodOf(form);
  const base = text(form.claim.base);
  const sentences: ReadBackSentence[] = [];
  if (demand !== "") sentences.push(sentence("claim", `您的诉求是：${demand}。`, `You ask for: ${demand}.`));
  if (period !== null)
    sentences.push(sentence("claim", `涉及时间：${period.zh}。`, `It concerns: ${period.en}.`));
  if (base !== "") sentences.push(sentence("claim", `缴费基数：${base}。`, `Contribution base: ${base}.`));
  if (form.negotiated === "yes")
    sentences.push(
      sentence("claim", "您已与对方协商，没有结果。", "You have talked to the other side without result."),
    );
  if (form.negotiated === "no")
    sentences.push(sentence("claim", "您还没有与对方协商过。", "You have not talked to the other side yet."));
  return sentences;
}

function periodOf(form: ComplaintForm): Label | null {
  const from = text(form.claim.periodFrom);
  const to = text(form.claim.periodTo);
  if (from === "" && to === "") return null;
  if (to === "") return { zh: `${spokenMonth(from)}起`, en: `from ${from}` };
  if (from === "") return { zh: `至${spokenMonth(to)}`, en: `until ${to}` };
  return { zh: `${spokenMonth(from)}至${spokenMonth(to)}`, en: `${from} to ${to}` };
}

function spokenMonth(month: string): string {
  const parts = /^([0-9]{4})-([0-9]{2})$/.exec(month);
  return parts === null ? month : `${parts[1]}年${Number(parts[2])}月`;
}

function evidence(form: ComplaintForm): ReadBackSentence[] {
  const held = text(form.evidence);
  return held === "" ? [] : [sentence("evidence", `您手上的材料有：${held}。`, `You hold: ${held}.`)];
}

function contact(form: ComplaintForm): ReadBackSentence[] {
  const { onBehalf, confidential } = form.complainant;
  const sentences = onBehalf ? contactOnBehalf(form) : ownContact(form);
  if (!confidential) return sentences;
  const secret = sentence(
    "contact",
    "您要求保密，您的身份不会告知被投诉方。",
    "You ask for confidence: the other side will not learn who you are.",
  );
  return [...sentences, secret];
}

function ownContact(form: ComplaintForm): ReadBackSentence[] {
  const { name, idNumber, phone } = form.complainant;
  const parts: Label[] = [];
  if (text(name) !== "") parts.push({ zh: `您的姓名是${text(name)}`, en: `your name is ${text(name)}` });
  // Enough to notice a mistake; the whole number need not be said aloud in an office.
  const tail = text(idNumber).slice(-4);
  if (tail !== "") parts.push({ zh: `身份证号末四位是${tail}`, en: `your ID number ends in ${tail}` });
  if (text(phone) !== "") {
    const { display } = parsePhone(phone);
    parts.push({ zh: `联系电话是${display}`, en: `your telephone is ${display}` });
  }
  return joined(parts);
}

function contactOnBehalf(form: ComplaintForm): ReadBackSentence[] {
  const { name, idNumber, phone } = form.complainant;
  const parts: Label[] = [{ zh: "您是代他人反映", en: "you speak for somebody else" }];
  if (text(name) !== "")
    parts.push({ zh: `当事人是${maskName(name)}`, en: `the person is ${maskName(name)}` });
  if (text(idNumber) !== "")
    parts.push({ zh: `身份证号${maskIdNumber(idNumber)}`, en: `ID number ${maskIdNumber(idNumber)}` });
  if (text(phone) !== "")
    parts.push({ zh: `联系电话${maskPhone(phone)}`, en: `telephone ${maskPhone(phone)}` });
  return joined(parts);
}

function joined(parts: Label[]): ReadBackSentence[] {
  if (parts.length === 0) return [];
  const zh = `${parts.map((part) => part.zh).join("，")}。`;
  const en = `${parts.map((part) => part.en).join(", ")}.`;
  return [sentence("contact", zh, en.charAt(0).toUpperCase() + en.slice(1))];
}

function routing(form: ComplaintForm): ReadBackSentence[] {
  if (form.route === null) return [];
  const { zh, en } = routeLabels[form.route];
  return [sentence("route", `您的投诉将转交${zh}办理。`, `Your complaint goes to: ${en}.`)];
}

/** Typed text inside a sentence: one line, without the full stop the sentence brings itself. */
function text(typed: string): string {
  return typed
    .trim()
    .replace(/\s*\n\s*/g, "；")
    .replace(/[。.；;，,\s]+$/, "");
}

function labelled(typed: string, label: string): string {
  return text(typed) === "" ? "" : `${label}${text(typed)}`;
}
