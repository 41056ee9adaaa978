/**
 * What kind of answer a question wants, and how a passage that holds one looks in canonical text. A caller who asks
 * how long wants the article with the number of days, not the first one that names the matter.
 */
const answerTypes: readonly { asked: RegExp; answered: RegExp }[] = [
  {
    asked:
      /多久|多长|几天|多少天|几个月|多少个月|几年|多少年|几个小时|多少小时|期限|时效|什么时候|何时|时间|哪天|几号/,
    answered: /\d+(?:个)?(?:工作日|日|天|月|年|小时|周)/,
  },
  {
    asked: /多少钱|多少|怎么算|如何计算|怎么赔|怎么补|几倍|标准|比例|金额|费用|要交钱|收费|免费/,
    answered: /\d+%|\d+倍|\d+元|\d+个月|不收费|免费|不缴纳|计算|标准/,
  },
  {
    asked: /后果|处罚|怎么罚|罚多少|会怎样|责任|违法|犯法|坐牢|判几年|怎么判|算不算犯罪|怎么处理|合法吗/,
    answered: /罚款|责令|赔偿|有期徒刑|拘役|处分|承担.{0,8}责任|吊销|追究|不得|禁止/,
  },
  {
    asked: /材料|证明|手续|怎么申请|如何申请|怎么办理|如何办理|流程|程序/,
    answered: /提交|材料|申请|办理|证明/,
  },
  { asked: /条件|资格|谁可以|谁能|哪些人/, answered: /条件|具备|符合|下列/ },
  {
    asked: /去哪|哪里|哪个部门|找谁|向谁|哪个法院|管辖/,
    answered: /部门|机构|委员会|人民法院|仲裁庭|管辖/,
  },
  { asked: /哪些|什么情况|什么情形|包括什么/, answered: /下列|包括|（一）|\(一\)|情形/ },
];

/** The share (0–1) of the wanted kinds of answer a passage holds; null where the query wants none in particular. */
export function answerTest(query: string): ((body: string) => number) | null {
  const wanted = answerTypes.filter(({ asked }) => asked.test(query)).map(({ answered }) => answered);
  if (wanted.length === 0) return null;
  return (body) => wanted.filter((pattern) => pattern.test(body)).length / wanted.length;
}
