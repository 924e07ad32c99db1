/**
 * The shape that a translation into a language with a singular must have: every key of the original, no other, and for
 * each `…_other` (the only plural form of Vietnamese) also its `…_one`.
 */
export type Translation<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string ? string : Translation<Original[Key]>;
} & {
  readonly [Key in keyof Original as Key extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};
