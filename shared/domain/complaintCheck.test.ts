import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ComplaintForm, complaintForm, elementNames, emptyComplaint } from "./complaint.ts";
import { canSubmit, checkComplaint, elementMeters } from "./complaintCheck.ts";

fc.configureGlobal({ seed: 12333 });

const today = "2026-11-22";

/** The seed's own example: contributions of January to June 2023, talks with the employer failed. */
const complete: ComplaintForm = {
  ...emptyComplaint("13812346621"),
  category: "policy-deviation",
  route: "labour-inspection",
  complainant: {
    name: "张小三",
    idNumber: "11010519491231002X",
    phone: "13812346621",
    confidential: false,
    onBehalf: false,
  },
  respondent: {
    ...emptyComplaint().respondent,
    unitName: "某某科技有限公司",
    creditCode: "91350100M000100Y43",
  },
  elements: {
    time: "2023年1月至6月",
    place: "余杭区文一西路",
    persons: "本人和人事李某",
    cause: "单位未缴社保费",
    course: "入职后一直没有缴纳，多次询问都说下个月补",
    result: "至今没有补缴，协商无果",
  },
  claim: { text: "补缴社会保险费", periodFrom: "2023-01", periodTo: "2023-06", base: "5000" },
  negotiated: "yes",
};

type Changes = {
  [Key in keyof ComplaintForm]?: ComplaintForm[Key] extends object
    ? Partial<ComplaintForm[Key]> | ComplaintForm[Key]
    : ComplaintForm[Key];
};

function changed(changes: Changes): ComplaintForm {
  const form: Record<string, unknown> = structuredClone(complete);
  for (const [key, value] of Object.entries(changes)) {
    const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
    form[key] = isGroup ? { ...(form[key] as object), ...value } : value;
  }
  return complaintForm.parse(form);
}

describe("checkComplaint", () => {
  it("finds nothing in a complete complaint", () => {
    expect(checkComplaint(complete, today)).toEqual([]);
  });

  it.each<[string, string, Changes]>([
    ["complaint.categoryMissing", "category", { category: null }],
    ["complaint.routeMissing", "route", { route: null }],
    ["complaint.nameMissing", "complainant.name", { complainant: { name: " " } }],
    ["idNumber.checkDigit", "complainant.idNumber", { complainant: { idNumber: "110105194912310021" } }],
    ["complaint.phoneMissing", "complainant.phone", { complainant: { phone: "" } }],
    ["phone.unreadable", "complainant.phone", { complainant: { phone: "1381234662" } }],
    ["complaint.unitMissing", "respondent.unitName", { respondent: { unitName: "" } }],
    [
      "creditCode.checkCharacter",
      "respondent.creditCode",
      { respondent: { creditCode: "91350100M000100Y44" } },
    ],
    [
      "complaint.officeMissing",
      "respondent.office",
      { respondent: { kind: "staff", staffNumber: "061" }, route: "social-insurance" },
    ],
    [
      "complaint.staffMissing",
      "respondent.staffName",
      { respondent: { kind: "staff", office: "西湖经办" }, route: "social-insurance" },
    ],
    ["complaint.elementMissing", "elements.place", { elements: { place: "" } }],
    ["complaint.claimMissing", "claim.text", { claim: { text: "" } }],
    ["period.order", "claim.periodTo", { claim: { periodFrom: "2023-07" } }],
    ["period.future", "claim.periodTo", { claim: { periodTo: "2026-12" } }],
    ["period.format", "claim.periodFrom", { claim: { periodFrom: "2023-13" } }],
    ["complaint.overrideReasonMissing", "overrideReason", { grounds: ["stale"] }],
    ["complaint.notAdmissible", "grounds", { grounds: ["in-proceedings"], overrideReason: "坚持" }],
  ])("finds the error %s and nothing else", (rule, field, changes) => {
    expect(checkComplaint(changed(changes), today)).toMatchObject([{ severity: "error", field, rule }]);
  });

  it.each<[string, string, Changes]>([
    ["complaint.routeUnusual", "route", { route: "efficiency-office" }],
    ["complaint.earlierTicketMissing", "claim.text", { category: "appeal-of-reply", route: "mayor-line" }],
    ["complaint.nameUnusual", "complainant.name", { complainant: { name: "张3" } }],
    ["complaint.idNumberMissing", "complainant.idNumber", { complainant: { idNumber: "" } }],
    ["idNumber.oldForm", "complainant.idNumber", { complainant: { idNumber: "330106800101001" } }],
    ["phone.unknownAreaCode", "complainant.phone", { complainant: { phone: "0340-8765432" } }],
    ["phone.notReachable", "complainant.phone", { complainant: { phone: "12345" } }],
    ["complaint.creditCodeMissing", "respondent.creditCode", { respondent: { creditCode: "" } }],
    ["complaint.claimUnsupported", "claim.text", { claim: { text: "支付精神损失费" } }],
    ["period.fromMissing", "claim.periodFrom", { claim: { periodFrom: "" } }],
    ["complaint.overridden", "grounds", { grounds: ["stale"], overrideReason: "有新证据" }],
  ])("warns of %s and nothing else", (rule, field, changes) => {
    expect(checkComplaint(changed(changes), today)).toMatchObject([{ severity: "warning", field, rule }]);
  });

  it("takes this month as the last of a period", () => {
    expect(checkComplaint(changed({ claim: { periodTo: "2026-11" } }), today)).toEqual([]);
  });

  it("is content with an earlier ticket number anywhere in an appeal", () => {
    const form = changed({
      category: "appeal-of-reply",
      route: "mayor-line",
      evidence: "上次的工单 261122-0022-0007-66 的答复",
    });
    expect(checkComplaint(form, today)).toEqual([]);
  });

  it("names every missing element of an empty form", () => {
    const fields = checkComplaint(emptyComplaint(), today).map((finding) => finding.field);
    expect(fields).toEqual([
      "category",
      "route",
      "complainant.name",
      "complainant.idNumber",
      "complainant.phone",
      "respondent.unitName",
      "respondent.creditCode",
      ...elementNames.map((element) => `elements.${element}`),
      "claim.text",
    ]);
  });

  it("says nothing of what was typed", () => {
    const typed = fc.stringMatching(/^[0-9张三公司]{6,30}$/);
    fc.assert(
      fc.property(typed, typed, typed, (idNumber, phone, creditCode) => {
        const findings = checkComplaint(
          changed({ complainant: { idNumber, phone }, respondent: { creditCode } }),
          today,
        );
        const said = JSON.stringify(findings);
        for (const text of [idNumber, phone, creditCode]) expect(said).not.toContain(text);
      }),
    );
  });
});

describe("canSubmit", () => {
  it("lets a complete complaint through to its site", () => {
    expect(canSubmit(complete, today)).toEqual({ ok: true, value: { sealed: false, audience: "site" } });
  });

  it("seals a report on staff for discipline inspection", () => {
    const form = changed({
      category: "rights-harm",
      route: "discipline",
      respondent: { kind: "staff", office: "西湖经办", staffName: "王某", staffNumber: "" },
    });
    expect(canSubmit(form, today)).toEqual({ ok: true, value: { sealed: true, audience: "restricted" } });
  });

  it("refuses with the first error and its field", () => {
    expect(canSubmit(changed({ elements: { time: "", result: "" } }), today)).toEqual({
      ok: false,
      rule: "complaint.elementMissing",
      detail: { element: "time", field: "elements.time" },
    });
  });

  it("lets what is missing pass with a stated reason, but never what is wrong", () => {
    const overrideReason = "来电人情绪激动，材料随后补充";
    const incomplete = changed({
      overrideReason,
      elements: { time: "" },
      complainant: { name: "", phone: "" },
    });
    expect(canSubmit(incomplete, today).ok).toBe(true);
    const wrong = changed({ overrideReason, complainant: { idNumber: "110105194912310021" } });
    expect(canSubmit(wrong, today)).toMatchObject({ ok: false, rule: "idNumber.checkDigit" });
    expect(canSubmit(changed({ overrideReason, category: null }), today)).toMatchObject({
      ok: false,
      rule: "complaint.categoryMissing",
    });
  });

  it("agrees with the findings: submitted exactly when none is an error", () => {
    const anyForm = fc.record({
      category: fc.constantFrom("policy-deviation" as const, null),
      grounds: fc.subarray(["in-proceedings", "unrelated", "anonymous-or-vague", "stale"] as const),
      overrideReason: fc.constantFrom("", "有新证据"),
      place: fc.constantFrom("", "余杭"),
    });
    fc.assert(
      fc.property(anyForm, ({ category, grounds, overrideReason, place }) => {
        const form = changed({ category, grounds: [...grounds], overrideReason, elements: { place } });
        const hasError = checkComplaint(form, today).some((finding) => finding.severity === "error");
        expect(canSubmit(form, today).ok).toBe(!hasError);
      }),
    );
  });
});

describe("elementMeters", () => {
  it("are empty for an empty form and full for the example", () => {
    expect(elementMeters(emptyComplaint())).toEqual({
      time: 0,
      place: 0,
      persons: 0,
      cause: 0,
      course: 0,
      result: 0,
    });
    expect(elementMeters(complete)).toEqual({
      time: 1,
      place: 1,
      persons: 1,
      cause: 7 / 8,
      course: 1,
      result: 1,
    });
  });

  it("never fall as the agent types on and never pass 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (typed, more) => {
        const before = elementMeters(changed({ elements: { course: typed } })).course;
        const after = elementMeters(changed({ elements: { course: `${typed}字${more}` } })).course;
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
  });
});
