import type { InsuredPerson } from "../../shared/domain/insured.ts";

/**
 * Everybody in the demo register. All invented: their ID numbers carry right check digits of 330199, a county code
 * that was never given out, and their telephones lie in ranges nobody has.
 */
export const demoPeople: readonly InsuredPerson[] = [
  {
    name: "郑德明",
    idNumber: "330199194605090013",
    phone: "",
    status: "retired",
    employer: null,
    formerEmployer: { name: "杭州示例丝织总厂", contactPerson: "何练芳", phone: "0571-55550188" },
  },
  {
    name: "林小练",
    idNumber: "330199199208140024",
    phone: "13800138034",
    status: "working",
    employer: { name: "杭州练习精密配件有限公司", contactPerson: "王经理", phone: "0571-55550120" },
    formerEmployer: null,
  },
  {
    name: "陈大练",
    idNumber: "330199198506200035",
    phone: "057155550146",
    status: "unemployed",
    employer: null,
    formerEmployer: { name: "杭州练习物流有限公司", contactPerson: "赵练", phone: "13800138099" },
  },
  // Two of one name at one factory: asked for by name and unit they are several.
  {
    name: "王秀练",
    idNumber: "330199195302110026",
    phone: "13800138071",
    status: "retired",
    employer: null,
    formerEmployer: { name: "杭州示例丝织总厂", contactPerson: "何练芳", phone: "0571-55550188" },
  },
  {
    name: "王秀练",
    idNumber: "330199195309170021",
    phone: "13800138072",
    status: "retired",
    employer: null,
    formerEmployer: { name: "杭州示例丝织总厂", contactPerson: "何练芳", phone: "0571-55550188" },
  },
  {
    name: "孙练习",
    idNumber: "33019919900420003X",
    phone: "13800138073",
    status: "resident",
    employer: null,
    formerEmployer: null,
  },
];
