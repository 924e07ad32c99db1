import { citizen } from '../support/people.ts';
import { expect, test } from '../support/fixtures.ts';

test('one citizen is served, from the number to the result', async ({ centre }) => {
  const app = await centre.start();
  const kiosk = await centre.kiosk(app);
  const counter = await centre.counter(app);
  const display = await centre.display(app);

  // The citizen takes a number; what is on the paper is what is on the screen.
  const number = await kiosk.takeNumber('Hộ tịch, chứng thực');
  await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
  const slip = await centre.printer.takePaper();
  expect(slip.text).toContain(number);
  expect(slip.text).toContain('Trung tâm Phục vụ hành chính công tỉnh Long An');
  expect(slip.text).toContain('Vui lòng chờ gọi số');
  expect(slip.codes).toEqual([
    { type: 'QR-Code', text: expect.stringMatching(new RegExp(`^QMC1:T:[0-9A-F-]{36}:${number}$`)) },
  ]);
  await kiosk.done();

  // Called at counter 1, shown in the waiting room.
  await counter.expectWaiting(number);
  await counter.callNext();
  await counter.expectCurrent(number, 'Đang gọi');
  await display.expectCalled(number, 1);
  await counter.citizenCame();
  await counter.expectCurrent(number, 'Đang phục vụ');

  // The card is scanned, the procedure found without diacritics, the papers ticked.
  await counter.openIntake();
  await centre.scanner.scan(citizen.cardQr);
  await counter.expectApplicant(citizen.name, citizen.number);
  await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
  await counter.allPapersReceived();
  await counter.enterFee('Lệ phí hộ tịch', '15000');
  await counter.receive();
  const code = await counter.dossierCode();
  expect(code).toMatch(/^H39\.30-\d{6}-0001$/);

  // Receipt and label, read back from their bytes.
  await counter.expectPrinted('Giấy tiếp nhận hồ sơ');
  await counter.expectPrinted('Nhãn hồ sơ');
  const papers = [await centre.printer.takePaper(), await centre.printer.takePaper()];
  const receipt = papers.find((paper) => paper.text.includes('GIẤY TIẾP NHẬN'));
  const label = papers.find((paper) => !paper.text.includes('GIẤY TIẾP NHẬN'));
  for (const fact of [
    'GIẤY TIẾP NHẬN HỒ SƠ',
    citizen.name,
    citizen.number,
    'tình trạng hôn nhân',
    '3 ngày làm việc',
    '15.000 đ',
  ])
    expect(receipt?.text).toContain(fact);
  expect(receipt?.codes).toEqual([
    { type: 'QR-Code', text: `https://dichvucong.longan.gov.vn/tra-cuu?ma=${code}` },
    { type: 'CODE-128', text: code },
  ]);
  expect(label?.text).toContain(citizen.name);
  expect(label?.codes).toEqual([
    { type: 'QR-Code', text: code },
    { type: 'CODE-128', text: code },
  ]);
  await counter.escape();
  await counter.finish('Đã tiếp nhận hồ sơ');

  // Days later: the receipt is scanned, the dossier goes its way, the result is handed over.
  await centre.scanner.scan(receipt?.codes[0]?.text ?? '');
  await counter.expectDossier(code, 'Được tiếp nhận');
  await counter.move('Chuyển xử lý');
  await counter.expectDossier(code, 'Đang xử lý');
  await counter.move('Có kết quả');
  await counter.expectDossier(code, 'Đã xử lý xong');
  await counter.escape();
  await centre.scanner.scan(code);
  await counter.expectDossier(code, 'Đã xử lý xong');
  await counter.beginHandOver();
  await centre.scanner.scan(citizen.cardQr);
  await expect(counter.recipient).toHaveValue(citizen.name);
  await counter.confirmHandOver();
  await counter.expectDossier(code, 'Đã trả kết quả');

  // Nothing of the citizen is in the log, and every slip came out once.
  const log = await app.logText();
  for (const secret of [citizen.name, citizen.number, 'Bình Tâm']) expect(log).not.toContain(secret);
  expect(centre.printer.count).toBe(3);
});
