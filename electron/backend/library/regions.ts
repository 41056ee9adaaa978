/**
 * GB/T 2260 codes of provinces and of the cities whose rules a library is likely to hold, by short name.
 * A document may always state its own code in its head.
 */
const table = `
110000北京市 120000天津市 130000河北省 140000山西省 150000内蒙古自治区 210000辽宁省 220000吉林省 230000黑龙江省
310000上海市 320000江苏省 330000浙江省 340000安徽省 350000福建省 360000江西省 370000山东省 410000河南省 420000湖北省
430000湖南省 440000广东省 450000广西壮族自治区 460000海南省 500000重庆市 510000四川省 520000贵州省 530000云南省
540000西藏自治区 610000陕西省 620000甘肃省 630000青海省 640000宁夏回族自治区 650000新疆维吾尔自治区
330100杭州市 330200宁波市 330300温州市 330400嘉兴市 330500湖州市 330600绍兴市 330700金华市 330800衢州市 330900舟山市
331000台州市 331100丽水市 330782义乌市 330110余杭区 320100南京市 320200无锡市 320500苏州市 340100合肥市 350100福州市 350200厦门市
360100南昌市 370100济南市 370200青岛市 410100郑州市 420100武汉市 430100长沙市 440100广州市 440300深圳市 450100南宁市
460100海口市 510100成都市 520100贵阳市 530100昆明市 610100西安市 620100兰州市 210100沈阳市 210200大连市 220100长春市
230100哈尔滨市 130100石家庄市 140100太原市 150100呼和浩特市 630100西宁市 640100银川市 650100乌鲁木齐市`;

export type Place = { code: string; name: string; short: string };

export const places: readonly Place[] = [...table.matchAll(/(\d{6})([一-龥]+)/g)].map((match) => {
  const name = match[2] ?? "";
  return {
    code: match[1] ?? "",
    name,
    short: name.replace(/(?:省|市|区|壮族自治区|回族自治区|维吾尔自治区|自治区)$/, ""),
  };
});

/** The place a title begins with (`浙江省女职工…`); `loosely` also accepts the short name (`义乌国际…`). */
export function placeOfTitle(title: string, loosely: boolean): Place | null {
  for (const place of places) {
    if (title.startsWith(place.name) || (loosely && title.startsWith(place.short))) return place;
  }
  return null;
}

export function placeOfName(name: string): Place | null {
  return places.find((place) => place.name === name || place.short === name) ?? null;
}

/** The place a query names anywhere (宁波, 杭州市), the longest name first; null for none. */
export function placesIn(text: string): Place[] {
  return places.filter((place) => text.includes(place.short));
}
