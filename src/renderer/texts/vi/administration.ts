/** The shell of the administration of a site; each section has texts of its own. */
export const administration = {
  title: 'Quản trị',
  open: 'Quản trị',
  sections: 'Các mục quản trị',
  nothing: 'Tài khoản này không còn mục quản trị nào.',
  unsaved: 'Có thay đổi chưa lưu',
  unsavedWhat: 'Rời khỏi đây thì các thay đổi chưa lưu sẽ mất.',
  stay: 'Ở lại',
  discard: 'Bỏ thay đổi',
} as const;
