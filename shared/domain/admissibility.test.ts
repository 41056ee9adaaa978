import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gate, grounds, routesFor } from "./admissibility.ts";
import { type ComplaintForm, category, emptyComplaint, refusalGround, route } from "./complaint.ts";

fc.configureGlobal({ seed: 12333 });

const form = (changes: Partial<ComplaintForm>): ComplaintForm => ({ ...emptyComplaint(), ...changes });

describe("the grounds of refusal", () => {
  it("are the field's four, each with reason, open door and words in both languages", () => {
    expect(Object.keys(grounds)).toEqual(refusalGround.options);
    for (const [id, ground] of Object.entries(grounds)) {
      expect(ground.id).toBe(id);
      for (const { zh, en } of [ground.question, ground.reason, ground.door, ground.words]) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).toMatch(/^[A-Z].*[A-Za-z)?.]$/);
      }
    }
  });

  it("leave a choice where the centre only may refuse: anonymous and stale", () => {
    expect(
      Object.values(grounds)
        .filter((ground) => ground.mayOverride)
        .map((ground) => ground.id),
    ).toEqual(["anonymous-or-vague", "stale"]);
  });
});

describe("gate", () => {
  it("admits a form without grounds", () => {
    expect(gate(form({}))).toEqual({
      admissible: true,
      grounds: [],
      mayOverride: false,
      needsOverrideReason: false,
      sealed: false,
      suggestedRoutes: [],
    });
  });

  it.each([
    [["stale"], "", true, true],
    [["stale"], "   ", true, true],
    [["stale"], "有新证据", true, false],
    [["stale", "anonymous-or-vague"], "", true, true],
    [["in-proceedings"], "", false, false],
    [["in-proceedings"], "来电人坚持", false, false],
    [["unrelated", "stale"], "来电人坚持", false, false],
  ] as const)(
    "with %j and the reason %j: may override %s, needs a reason %s",
    (ticked, overrideReason, mayOverride, needs) => {
      expect(gate(form({ grounds: [...ticked], overrideReason }))).toMatchObject({
        admissible: false,
        mayOverride,
        needsOverrideReason: needs,
      });
    },
  );

  it("says a ground once however often it was ticked", () => {
    expect(gate(form({ grounds: ["stale", "stale"] })).grounds).toHaveLength(1);
  });

  it("seals what goes to discipline inspection and nothing else", () => {
    const sealed = route.options.filter((to) => gate(form({ route: to })).sealed);
    expect(sealed).toEqual(["discipline"]);
  });

  it.each([
    ["policy-deviation", "unit", "labour-inspection"],
    ["employer-violation", "unit", "labour-inspection"],
    ["service-attitude", "unit", "efficiency-office"],
    ["service-attitude", "staff", "efficiency-office"],
    ["rights-harm", "unit", "social-insurance"],
    ["rights-harm", "staff", "discipline"],
    ["procedure", "unit", "social-insurance"],
    ["appeal-of-reply", "unit", "mayor-line"],
  ] as const)("suggests for %s against %s first %s", (what, kind, first) => {
    const { respondent } = emptyComplaint();
    expect(gate(form({ category: what, respondent: { ...respondent, kind } })).suggestedRoutes[0]).toBe(
      first,
    );
  });

  it("suggests for every category at least one route, none twice, and hands out its own list", () => {
    fc.assert(
      fc.property(fc.constantFrom(...category.options), fc.constantFrom("unit", "staff"), (what, kind) => {
        const routes = routesFor(what, kind);
        expect(routes.length).toBeGreaterThan(0);
        expect(new Set(routes).size).toBe(routes.length);
        routes.pop();
        expect(routesFor(what, kind)).toHaveLength(routes.length + 1);
      }),
    );
  });
});
