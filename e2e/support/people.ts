/** Invented people: the QR of a card that nobody has. */
export const citizen = {
  name: 'Nguyễn Thị Kiều Oanh',
  number: '080185000123',
  birth: '15/08/1985',
  address: 'Ấp 1, Xã Bình Tâm, Thành phố Tân An, Long An',
  cardQr:
    '080185000123|300000123|Nguyễn Thị Kiều Oanh|15081985|Nữ|Ấp 1, Xã Bình Tâm, Thành phố Tân An, Long An|20072021',
} as const;
