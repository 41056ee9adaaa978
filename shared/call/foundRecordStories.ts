import type { PracticeStory } from "./practiceStory.ts";
import { spoken } from "./spokenLines.ts";

/**
 * A pharmacy found a pensioner's medical record; his former factory can reach him. The pharmacy rings, the factory only
 * answers when it is rung.
 */
export const foundRecordStories: readonly PracticeStory[] = [
  {
    id: "found-medical-record",
    title: { zh: "求助：药店拾到病历本", en: "Help: a pharmacy found a medical record" },
    number: "057155550163",
    region: "330106",
    queue: "consultation",
    menu: "1",
    voice: { variant: "f2", speed: 165, pitch: 55 },
    lines: spoken("found-medical-record", [
      "你好，是一二三三三吗？我们是西湖区练习路上的药店。",
      "有位退休老人来买药，把病历本丢在我们这里了。上面写着郑德明，1946年5月9号出生。",
      "请麻烦联系一下他好吗？",
      "要不你把他的电话告诉我，我自己打给他。",
      "哦，不能说，明白了。店里就是这个电话，晚上九点关门。再见。",
    ]),
    expected: {
      topic: "other",
      outcome: "call-back",
      citations: [],
      category: null,
      route: null,
      complaint: null,
      hints: [
        {
          zh: "来电人不是本人：打开“来电人不是本人”，老人的任何信息都不能说。",
          en: "The caller is somebody else: switch that on, and tell nothing of the pensioner.",
        },
        {
          zh: "按姓名和出生日期查参保人员，挂断后回拨原单位，请单位转告。",
          en: "Look him up by name and date of birth, hang up, and call his former unit back to pass it on.",
        },
      ],
    },
  },
  {
    id: "former-employer",
    title: { zh: "回拨：原单位退休办", en: "Call-back: the former unit" },
    number: "057155550188",
    region: "330105",
    queue: "consultation",
    menu: "1",
    answersOnly: true,
    voice: { variant: "m3", speed: 160, pitch: 40 },
    lines: spoken("former-employer", [
      "喂，你好，示例丝织总厂退休办。",
      "郑德明，有的，是我们厂退休的。",
      "好的，我马上打电话告诉他。谢谢你们，再见。",
    ]),
    expected: {
      topic: "other",
      outcome: "answered",
      citations: [],
      category: null,
      route: null,
      complaint: null,
      hints: [
        {
          zh: "说明来意，只说请转告的事，不问与此无关的个人信息。",
          en: "Say why you call and only what is to be passed on.",
        },
      ],
    },
  },
];
