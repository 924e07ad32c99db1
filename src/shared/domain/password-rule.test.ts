import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-rule.ts';

describe('a new password', () => {
  it.each([
    ['Ngắn quá 1', 'too-short'],
    ['x'.repeat(3) + 'yz'.repeat(70), 'too-long'],
    ['lan.nguyen và con mèo', 'has-user-name'],
    ['aaaaaaaaaaaa', 'repeats'],
    ['abcdabcdabcdab', 'repeats'],
    ['123456789012', 'repeats'],
    ['abcdefghijklm', 'repeats'],
    ['210987654321', 'repeats'],
    ['Password123456', 'common'],
    ['MatKhau@2026!!', 'common'],
    ['QuayMotCua#12345', 'common'],
    ['!!1234567890admin', 'common'],
  ])('%s is refused: %s', (password, fault) => {
    expect(passwordFault(password, 'lan.nguyen')).toBe(fault);
  });

  it.each([
    'con mèo ngủ trên mái',
    'Sông Vàm Cỏ nước đầy',
    'tR9#kf02Lq!x',
    'administrators eat cold noodles',
  ])('%s is taken', (password) => {
    expect(passwordFault(password, 'lan.nguyen')).toBeNull();
  });

  it('is the same however its letters are composed', () => {
    const composed = 'mèo mèo mèo ơ';
    expect(passwordFault(composed.normalize('NFD').slice(0, 11), 'x')).toBe('too-short');
    expect(passwordFault(composed, 'x')).toBe(passwordFault(composed.normalize('NFD'), 'x'));
  });

  it('may hold a very short user name, which half of all words hold', () => {
    expect(passwordFault('con mèo ngủ trên mái', 'an')).toBeNull();
  });
});
