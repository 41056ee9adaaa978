import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InsuredPerson } from "./insured.ts";
import { allowLookup, checkInsuredKey, lookupsPerMinute, maskedView, revealedView } from "./insuredRules.ts";

const today = "2026-11-23";
const pensioner: InsuredPerson = {
  name: "陈桂芳",
  idNumber: "330199194803120025",
  phone: "13800138066",
  status: "retired",
  employer: null,
  formerEmployer: { name: "杭州示例丝织厂", contactPerson: "何建国", phone: "0571-55550188" },
};

describe("what an insured person is looked up by", () => {
  it.each([
    ["a wrong check digit", { by: "idNumber", idNumber: "330199194803120022" }, "idNumber.checkDigit"],
    ["a name alone", { by: "name", name: "陈桂芳", birthOn: null, employer: " " }, "insured.nameAlone"],
    ["no name", { by: "name", name: "陈", birthOn: "1948-03-12", employer: "" }, "insured.keyMissing"],
    ["a service number", { by: "phone", phone: "12333" }, "phone.unreadable"],
  ] as const)("is refused for %s", (_what, key, rule) => {
    expect(checkInsuredKey(key, today)).toMatchObject({ ok: false, rule });
  });

  it("is folded before it is asked", () => {
    expect(checkInsuredKey({ by: "phone", phone: "+86 138 0013 8066" }, today)).toEqual({
      ok: true,
      value: { by: "phone", phone: "13800138066" },
    });
    expect(
      checkInsuredKey({ by: "name", name: " 陈桂芳 ", birthOn: "1948-03-12", employer: "" }, today),
    ).toMatchObject({ ok: true, value: { name: "陈桂芳" } });
  });
});

describe("what is seen of an insured person", () => {
  it("is masked for themself, and the unit can be rung", () => {
    expect(maskedView(pensioner, "self")).toEqual({
      person: { name: "陈*芳", idNumber: "3301**********0025", phone: "138****8066", status: "retired" },
      contacts: [
        {
          unit: "杭州示例丝织厂",
          contactPerson: "何*国",
          phone: "0571-5555 0188",
          dial: "057155550188",
          isFormer: true,
        },
      ],
    });
  });

  it("is nothing at all while somebody else is on the line, whoever the person is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.stringMatching(/^1[3-9][0-9]{9}$/), (name, phone) => {
        const person = { ...pensioner, name: `～${name}～`, phone };
        const told = JSON.stringify(maskedView(person, "third-party"));
        expect(told).not.toContain(JSON.stringify(person.name).slice(1, -1));
        expect(told).not.toContain(phone);
        expect(told).not.toContain(person.idNumber);
        expect(revealedView(person, "third-party")).toEqual({ ok: false, rule: "insured.thirdParty" });
      }),
    );
  });

  it("keeps a clerk's own mobile telephone masked and does not offer to ring it", () => {
    const unit = { name: "杭州示例公司", contactPerson: "何建国", phone: "13800138077" };
    const { contacts } = maskedView({ ...pensioner, employer: unit }, "self");
    expect(contacts[0]).toMatchObject({ phone: "138****8077", dial: null, isFormer: false });
  });
});

describe("how often an agent may look up", () => {
  it("is ten times in any minute, and the wait is told", () => {
    const now = 1_000_000;
    const times = Array.from({ length: lookupsPerMinute }, (_, n) => now - 30_000 + n * 1000);
    expect(allowLookup(times.slice(1), now).ok).toBe(true);
    expect(allowLookup(times, now)).toEqual({
      ok: false,
      rule: "insured.tooMany",
      detail: { seconds: 30 },
    });
    expect(allowLookup(times, now + 30_000).ok).toBe(true);
  });
});
