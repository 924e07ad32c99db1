/** Invented entries in the format of the national portal, with what goes wrong in real ones: "Đăng ký khai sinh" of the small catalogue, as a portal would list it. */
export function portalEntry(change: object = {}) {
  return {
    code: '1.000001',
    name: 'Đăng ký khai sinh',
    linhVuc: 'Hộ tịch',
    linhVucCode: 'G15-TP07' as string | null,
    agency: 'Ủy ban nhân dân cấp xã' as string | null,
    promulgatedBy: 'Bộ Tư pháp',
    subjects: ['Công dân Việt Nam'],
    results: ['Giấy khai sinh'],
    channels: [
      channel('DIRECT', 3, 'WORKING_DAY', [fee('SERVICE_FEE', 8000, 'Lệ phí hộ tịch')]),
      channel('ONLINE', 1, 'WORKING_DAY', []),
    ],
    cases: [{ case_code: '1.000001.01', qty: 3, unit: 'WORKING_DAY' }],
    papers: [
      {
        group: '* Giấy tờ phải nộp:' as string | null,
        items: [paper('- Tờ khai', 1, 0), paper('Giấy chứng sinh', 1, 0), paper('Giấy ủy quyền', 1, 0)],
      },
    ],
    source: 'test',
    asOf: '2026-07-18',
    ...change,
  };
}

export function channel(method: string, qty: number, unit: string, fees: object[], note = ''): object {
  return { method, qty, unit, note, fees };
}

export function fee(type: string, valueVnd: number | null, text = ''): object {
  return { type, valueVnd, text };
}

export function paper(name: string, original: number, copy: number, code: string | null = null): object {
  return { name, original, copy, code };
}
