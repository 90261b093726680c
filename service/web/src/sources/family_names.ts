// The scanners that can be chosen by hand, in words for people; what they speak is loaded when one is chosen.

export const FAMILY_NAMES: readonly { name: string; title: string }[] = [
  { name: "m100", title: "M100, R200, YRM100, JRD-4035" },
  { name: "r2000", title: "Impinj R2000: Invelion, Rodinbell, IND903" },
  { name: "chafon18", title: "Chafon UHFReader18, CF-RU5102" },
  { name: "chafon288", title: "Chafon UHFReader86, 288, CF-MU90x" },
  { name: "mercury", title: "ThingMagic M5e, M6e, M7e; SparkFun, Silion" },
  { name: "tsl", title: "TSL 1128, 1153, 2128" },
  { name: "rdm6300", title: "125 kHz: RDM6300, ID-12LA, ID-20LA" },
  { name: "lines", title: "USB/Bluetooth COM (EPC + Enter)" },
];
