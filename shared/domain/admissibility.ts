import type { Category, ComplaintForm, RefusalGround, Route } from "./complaint.ts";
import type { Label } from "./complaintLabels.ts";

/** One ground of refusal: what it is, the door that is open instead, and the sentence the agent says. */
export type Ground = {
  id: RefusalGround;
  /** What the agent asks to find out; yes means the ground is there. */
  question: Label;
  reason: Label;
  door: Label;
  words: Label;
  /** The centre "may" refuse on this ground: an agent who takes the complaint all the same says why. */
  mayOverride: boolean;
};

export const grounds: Readonly<Record<RefusalGround, Ground>> = {
  "in-proceedings": {
    id: "in-proceedings",
    question: {
      zh: "是否已起诉、申请仲裁或行政复议？",
      en: "Is it in court, arbitration or reconsideration already?",
    },
    reason: {
      zh: "事项已进入司法程序或行政复议、诉讼，投诉电话不予受理。",
      en: "The matter is already in court, reconsideration or litigation.",
    },
    door: { zh: "通过原司法或复议途径解决", en: "The judicial or reconsideration way already taken" },
    words: {
      zh: "您的事项已经进入司法或复议程序，我们不能重复受理，请您向正在办理的法院或复议机关提出，结果以其裁判或决定为准。",
      en: "Your matter is already in proceedings, so we may not take it as well. Please turn to the court or authority that has it.",
    },
    mayOverride: false,
  },
  unrelated: {
    id: "unrelated",
    question: {
      zh: "是否与社保、劳动保障无关，或只质疑政策本身？",
      en: "Is it outside social insurance and labour, or about the policy itself?",
    },
    reason: {
      zh: "诉求与社保无关，或是对政策本身合理性的质疑，不属于投诉受理范围。",
      en: "It is not about social insurance, or it disputes the policy itself.",
    },
    door: {
      zh: "公积金、税务等拨打其主管热线；政策意见通过人大或政府建议渠道反映",
      en: "The housing fund's, tax office's or other line; suggestions on policy to the people's congress or government",
    },
    words: {
      zh: "这件事不属于我们的受理范围。公积金请拨 12329，税务请拨 12366；对政策的意见，可以写信给当地人大或政府，我也会为您记录下来。",
      en: "This is outside what we may take. Housing fund: 12329, tax: 12366; views on a policy may be sent to the people's congress or government, and I will note yours.",
    },
    mayOverride: false,
  },
  "anonymous-or-vague": {
    id: "anonymous-or-vague",
    question: {
      zh: "是否匿名，或说不出单位、人员和经过？",
      en: "Is it anonymous, or without a named unit, person or facts?",
    },
    reason: {
      zh: "未提供具体单位名称、人员信息或事件经过，无法核实，可能无法受理。",
      en: "No unit, person or facts are named, so it cannot be verified and may be refused.",
    },
    door: {
      zh: "补充六要素和投诉对象后受理",
      en: "Taken once the missing elements and the target are given",
    },
    words: {
      zh: "为了能够核实，请您告诉我单位的全称，事情发生的时间、地点和经过。您的信息我们会保密；想起来再打 12333 补充也可以。",
      en: "So that it can be verified, please tell me the unit's full name and when, where and how it happened. Your details stay confidential, and you may call again to add them.",
    },
    mayOverride: true,
  },
  stale: {
    id: "stale",
    question: {
      zh: "是否多年前已处理完毕或已超过法定期限，且无新证据？",
      en: "Was it dealt with years ago or is it out of time, with nothing new?",
    },
    reason: {
      zh: "属多年前已处理完毕或超过法定期限的事项，且无新证据、新情况。",
      en: "It was dealt with years ago or is past its time limit, and nothing new has come up.",
    },
    door: { zh: "信访等其他途径", en: "Petition and other ways" },
    words: {
      zh: "这件事已经处理完毕或者超过了法定期限，如果没有新的证据，建议您通过信访途径反映；有新的材料，请随时告诉我们。",
      en: "This was dealt with or is out of time. Without new evidence the petition office is the way; if something new turns up, please tell us.",
    },
    mayOverride: true,
  },
};

/** What the gate says about a form. `suggestedRoutes` is best first and may be empty before a category is chosen. */
export type Gate = {
  /** No ground was ticked. */
  admissible: boolean;
  grounds: Ground[];
  /** True when every ticked ground leaves the agent a choice. */
  mayOverride: boolean;
  /** Grounds that may be overridden are ticked and no reason has been written yet. */
  needsOverrideReason: boolean;
  /** Only the taker, discipline inspection and the route's own handler may open it. */
  sealed: boolean;
  suggestedRoutes: Route[];
};

/** Judges a form as it stands; the agent decides. A refused contact is still recorded as a consultation. */
export function gate(form: ComplaintForm): Gate {
  const ticked = [...new Set(form.grounds)].map((id) => grounds[id]);
  const mayOverride = ticked.length > 0 && ticked.every((ground) => ground.mayOverride);
  return {
    admissible: ticked.length === 0,
    grounds: ticked,
    mayOverride,
    needsOverrideReason: mayOverride && form.overrideReason.trim() === "",
    sealed: isSealed(form),
    suggestedRoutes: form.category === null ? [] : routesFor(form.category, form.respondent.kind),
  };
}

/** A report for discipline inspection is sealed whatever else the form says: reporters are protected. */
export function isSealed(form: ComplaintForm): boolean {
  return form.route === "discipline";
}

/** Category says what, route says who: unpaid insurance is a deviation from policy that labour inspection pursues. */
export function routesFor(category: Category, respondent: ComplaintForm["respondent"]["kind"]): Route[] {
  return [...(respondent === "staff" ? staffRoutes : unitRoutes)[category]];
}

const unitRoutes: Readonly<Record<Category, readonly Route[]>> = {
  "service-attitude": ["efficiency-office", "mayor-line"],
  "policy-deviation": ["labour-inspection", "social-insurance", "medical-insurance"],
  "rights-harm": ["social-insurance", "discipline"],
  procedure: ["social-insurance", "medical-insurance"],
  "appeal-of-reply": ["mayor-line", "social-insurance"],
  "employer-violation": ["labour-inspection"],
};

/** Against a member of staff: favours, difficulties made on purpose and leaks go to discipline inspection. */
const staffRoutes: Readonly<Record<Category, readonly Route[]>> = {
  "service-attitude": ["efficiency-office", "discipline"],
  "policy-deviation": ["social-insurance", "discipline"],
  "rights-harm": ["discipline", "social-insurance"],
  procedure: ["social-insurance", "efficiency-office"],
  "appeal-of-reply": ["mayor-line", "social-insurance", "discipline"],
  "employer-violation": ["labour-inspection"],
};
