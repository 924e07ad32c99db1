import { formatMoney } from '../texts/format.ts';
import { useTexts } from '../texts/use-texts.ts';

/** An amount in đồng, grouped the way of the language. */
export function Money(props: { readonly dong: number }) {
  const { language } = useTexts();
  return <span>{formatMoney(props.dong, language)}</span>;
}
