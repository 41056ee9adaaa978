import { emptyComplaint } from "../domain/complaint.ts";
import { foundRecordStories } from "./foundRecordStories.ts";
import type { PracticeStory } from "./practiceStory.ts";
import { spoken } from "./spokenLines.ts";

/** The callers of the practice line, in the order in which they ring: easy questions first. */
export const practiceStories: readonly PracticeStory[] = [
  {
    id: "annual-leave",
    title: { zh: "咨询：年休假跨年", en: "Question: annual leave carried over" },
    number: "13800138011",
    region: "330106",
    queue: "consultation",
    menu: "1",
    voice: { variant: "m3", speed: 165, pitch: 45 },
    lines: spoken("annual-leave", [
      "喂，你好，是一二三三三吗？我想问一下年假的事。",
      "我今年的年假还有五天没有休，公司说过了十二月三十一号就作废，这样对吗？",
      "那我能不能放到明年再休？",
      "如果公司一直不安排，我这五天能不能折成钱？怎么算的？",
      "我一个月工资大概六千块，不算加班费。",
      "好的，那我先跟公司商量，商量不成再打过来。你能告诉我是哪一条规定吗？",
      "明白了，谢谢你，再见。",
    ]),
    expected: {
      topic: "annual-leave",
      outcome: "answered",
      citations: [
        { title: "职工带薪年休假常见问答", label: "问 1", basis: "《职工带薪年休假条例》第五条" },
        {
          title: "职工带薪年休假常见问答",
          label: "问 4",
          basis: "《企业职工带薪年休假实施办法》第十条、第十一条",
        },
      ],
      category: null,
      route: null,
      complaint: null,
      hints: [
        {
          zh: "一般不跨年度；确有必要、本人同意，可以跨 1 个年度。",
          en: "As a rule not carried over; where needed and agreed, over one year.",
        },
        {
          zh: "应休未休按日工资 300% 支付，其中含正常工资；日工资＝6000÷21.75。",
          en: "Untaken days are paid at 300% of daily pay, normal pay included; daily pay is 6000 ÷ 21.75.",
        },
      ],
    },
  },
  {
    id: "maternity-leave",
    title: { zh: "咨询：产假有多少天", en: "Question: length of maternity leave" },
    number: "13800138026",
    region: "330110",
    queue: "consultation",
    menu: "1",
    voice: { variant: "f3", speed: 160, pitch: 60 },
    lines: spoken("maternity-leave", [
      "你好，我怀孕了，想问问产假一共能休多久，越详细越好。",
      "我在余杭上班，公司给我交了社保，这是第一个孩子。",
      "我听我妈说是九十天，网上又说九十八天，到底哪个对？",
      "那如果是剖腹产呢，还能多休几天？",
      "休产假的时候工资谁来发？",
      "我现在去产检，公司要扣我半天工资，这个合理吗？",
      "好的，清楚了。我老公有没有陪产假？",
      "谢谢你，讲得很清楚。",
    ]),
    expected: {
      topic: "maternity-leave",
      outcome: "answered",
      citations: [
        { title: "女职工产假常见问答", label: "问 1", basis: "《女职工劳动保护特别规定》第七条" },
        {
          title: "浙江省延长产假、护理假、育儿假问答",
          label: "问 1",
          basis: "《浙江省人口与计划生育条例》第二十二条",
        },
      ],
      category: null,
      route: null,
      complaint: null,
      hints: [
        {
          zh: "90 天是 2012 年 4 月 27 日以前的旧规定；现为 98 天，难产加 15 天。",
          en: "90 days was the rule until 27 April 2012; now 98, and 15 more for a difficult birth.",
        },
        {
          zh: "先问省份：浙江一孩再延长 60 天，男方护理假 15 天。",
          en: "Ask the province first: Zhejiang adds 60 days for a first child and 15 for the father.",
        },
        {
          zh: "产检时间计入劳动时间；津贴的细节转 12393。",
          en: "Check-ups count as working time; details of the allowance belong to 12393.",
        },
      ],
    },
  },
  {
    id: "unpaid-insurance",
    title: { zh: "投诉：单位不缴社保", en: "Complaint: employer pays no insurance" },
    number: "13800138034",
    region: "330109",
    queue: "complaint",
    menu: "2",
    voice: { variant: "f5", speed: 155, pitch: 50 },
    lines: spoken("unpaid-insurance", [
      "你好，我要投诉。我们公司没有给我缴社保，从2025年3月到2026年8月，一个月都没有缴过。",
      "我叫林小练，森林的林，大小的小，练习的练。身份证号是330199199208140024。",
      "单位叫杭州练习精密配件有限公司，在萧山区练习路8号。统一社会信用代码是91330199MA0LXLX016。",
      "我是2025年3月3日进厂做操作工的。试用期的时候经理说先不交，等转正了再交。",
      "转正以后一直拖着。今年8月我自己去查缴费记录，一条都没有。",
      "2026年9月2日，我跟人事科的王经理当面谈过，他说公司困难，不肯补，后来就没有下文了。",
      "我要求单位把这18个月的社保补上。我的月工资是6500元，按这个基数补。",
      "劳动合同、工资流水、缴费记录查询单，我都有。",
      "对，你念的都对，就这样提交吧。工单号是多少？我记一下。",
    ]),
    expected: {
      topic: "insurance-unpaid",
      outcome: "complaint",
      citations: [
        {
          title: "单位不缴、少缴社会保险费与补缴问答",
          label: "问 3",
          basis: "《中华人民共和国社会保险法》第六十三条",
        },
      ],
      category: "policy-deviation",
      route: "labour-inspection",
      complaint: {
        ...emptyComplaint("13800138034"),
        category: "policy-deviation",
        route: "labour-inspection",
        complainant: {
          name: "林小练",
          idNumber: "330199199208140024",
          phone: "13800138034",
          confidential: false,
          onBehalf: false,
        },
        respondent: {
          kind: "unit",
          unitName: "杭州练习精密配件有限公司",
          creditCode: "91330199MA0LXLX016",
          office: "",
          staffName: "",
          staffNumber: "",
        },
        elements: {
          time: "2025年3月3日入职；2025年3月至2026年8月未缴",
          place: "杭州市萧山区练习路8号",
          persons: "投诉人林小练（操作工）；人事科王经理",
          cause: "单位以试用期为由未办理参保，转正后仍未缴纳社会保险费",
          course: "2026年8月查询缴费记录，一条都没有；2026年9月2日与人事科王经理当面协商",
          result: "单位称经营困难，不同意补缴，至今没有下文",
        },
        claim: {
          text: "要求单位补缴2025年3月至2026年8月共18个月的社会保险费",
          periodFrom: "2025-03",
          periodTo: "2026-08",
          base: "6500",
        },
        negotiated: "yes",
        evidence: "劳动合同、工资流水、缴费记录查询单",
      },
      hints: [
        {
          zh: "六要素一句一句对着填，身份证号和信用代码当场校验。",
          en: "Fill the six elements sentence by sentence; ID number and credit code are checked as you type.",
        },
        {
          zh: "最近的月份在两年以内，且行为连续，不属于超过时限。",
          en: "The violation goes on and its end lies within two years: it is not stale.",
        },
        {
          zh: "复述、确认、报工单编号，请来电人记下。",
          en: "Read back, let the caller confirm, give the ticket number to be written down.",
        },
      ],
    },
  },
  {
    id: "urging",
    title: { zh: "催办：情绪激动的来电人", en: "Urging: an angry caller" },
    number: "057155550146",
    region: "330102",
    queue: "complaint",
    menu: "2",
    voice: { variant: "m7", speed: 185, pitch: 40 },
    lines: spoken("urging", [
      "我都打了三次了！你们到底管不管？",
      "上个月我投诉公司拖欠工资，到今天一个电话都没有，你们是不是不想办？",
      "工单号我记不清了，电话就是我现在打的这个。我叫陈大练，身份证号是330199198506200035。",
      "别跟我说再等等！你告诉我，现在到哪一步了，还要几天？",
      "那好，你给我催，现在就催，要让他们今天给我打电话。",
      "他们要是再不办，我还能去哪里告？",
      "行，你说得还算清楚。我再等几天，再没有消息我就打一二三四五。",
    ]),
    expected: {
      topic: "ticket-progress",
      outcome: "answered",
      citations: [
        {
          title: "浙江省劳动保障监察投诉与办理时限指南",
          label: "五、多久有结果",
          basis: "《浙江省劳动保障监察条例》第二十三条、第三十条",
        },
        { title: "12333 与 12345、12388、12393 的分工", label: "三、12345：政务服务便民热线", basis: "" },
      ],
      category: null,
      route: null,
      complaint: null,
      hints: [
        {
          zh: "先听完，再复述；不争辩，不承诺结果和回电时间。",
          en: "Hear the caller out, then repeat; do not argue, promise no result and no hour.",
        },
        {
          zh: "用电话和身份证号找到工单，登记催办，不另开工单；催办不重新计算期限。",
          en: "Find the ticket by phone and ID number and urge it; no second ticket. Urging resets no deadline.",
        },
        {
          zh: "监察按工作日计算：5 日内决定受理，立案后 60 日，可延长 30 日。",
          en: "Inspection counts working days: 5 to accept, 60 from filing, 30 more if extended.",
        },
      ],
    },
  },
  {
    id: "deposit",
    title: { zh: "咨询转投诉：入职收了保证金", en: "Question turned complaint: a deposit was taken" },
    number: "13800138058",
    region: "330105",
    queue: "consultation",
    menu: "1",
    voice: { variant: "m1", speed: 170, pitch: 55 },
    lines: spoken("deposit", [
      "你好，我们公司进来的时候收了一万块保证金，这合法吗？",
      "那可以要回来吗？我还在公司上班。",
      "我不想让公司知道是我说的，能不能保密？",
      "要投诉的话，我要准备什么东西？",
      "收据我有，转账记录也有，我先找齐了再打过来。谢谢。",
    ]),
    expected: {
      topic: "deposit-taken",
      outcome: "answered",
      citations: [
        { title: "押金、保证金与扣押证件问答", label: "问 1", basis: "《中华人民共和国劳动合同法》第九条" },
        {
          title: "押金、保证金与扣押证件问答",
          label: "问 2",
          basis: "《中华人民共和国劳动合同法》第八十四条",
        },
      ],
      category: null,
      route: null,
      complaint: null,
      hints: [
        {
          zh: "不合法，可以要求退还；如果当场投诉，类别选用人单位违法，去向选劳动保障监察。",
          en: "Unlawful and to be paid back; taken as a complaint it is an employer's violation for labour inspection.",
        },
        {
          zh: "举报人信息保密，表单里勾选“要求保密”。",
          en: "Informants are protected: tick “keep confidential” in the form.",
        },
      ],
    },
  },
  ...foundRecordStories,
];
