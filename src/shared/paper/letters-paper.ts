import type { PaperDocumentInput } from './document.ts';

const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'] as const;
/** ngang, huyền, hỏi, ngã, sắc, nặng: as combining marks. */
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'] as const;

/** The 73 letters that Vietnamese has beyond the plain alphabet's consonants: 12 vowels with 6 tones each, and đ. */
export function vietnameseLetters(): readonly string[] {
  return [...vowels.flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC'))), 'đ'];
}

const sentences = [
  'Do bạch kim rất quý nên sẽ dùng để lắp vô xương.',
  'Phường Bến Lức, đường Nguyễn Hữu Thọ, ấp Bình Hữu, xã Đức Hòa Thượng.',
  'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất.',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM – ĐỘC LẬP, TỰ DO, HẠNH PHÚC',
] as const;

/** All letters in both cases, plain and bold, in the sizes that papers use: proof of the fonts and of the print head. */
export function lettersPaper(): PaperDocumentInput {
  const rows = vowels.map((_, index) =>
    vietnameseLetters()
      .slice(index * 6, index * 6 + 6)
      .join('\u00a0'),
  );
  const lower = `${rows.join('  ')}  đ`;
  const both = `${lower}\n${lower.toLocaleUpperCase('vi')}`;
  const sizes = ['small', 'normal', 'large'] as const;
  return {
    kind: 'other',
    title: 'Mẫu chữ tiếng Việt',
    elements: [
      { type: 'heading', text: 'MẪU CHỮ TIẾNG VIỆT' },
      ...sizes.flatMap(
        (size) =>
          [
            { type: 'rule' },
            { type: 'text', text: both, size },
            { type: 'text', text: both, size, bold: true },
          ] as const,
      ),
      { type: 'rule', style: 'double' },
      ...sentences.flatMap(
        (text) =>
          [
            { type: 'text', text },
            { type: 'text', text, bold: true },
            { type: 'spacer', mm: 1 },
          ] as const,
      ),
      { type: 'text', text: '0123456789  1.234.567 đ  A-025  H39.30-260302-0001', size: 'large' },
      { type: 'cut' },
    ],
  };
}
