/** Codes to try a scanner with. The people are invented. */
export const samples = {
  citizenCard: '080090000001|300000001|Nguyễn Văn An|01011990|Nam|Ấp 1, Xã Bình Mẫu, Long An|01052021',
  cardNoIssueDate: '080185000003||Trần Thị Cẩm|15081985|Nữ|Ấp 2, Xã Bình Mẫu, Long An',
  tornCard: '080090000001|3000000',
  payment: '00020101021238570010A00000072701270006970436011300000000000010208QRIBFTTA53037045802VN6304ABCD',
  website: 'https://example.vn/khong-phai-ho-so',
} as const;
export type SampleName = keyof typeof samples;
export const sampleNames = Object.keys(samples) as readonly SampleName[];
