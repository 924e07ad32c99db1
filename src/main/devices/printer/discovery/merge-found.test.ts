import { describe, expect, it } from 'vitest';
import { mergeFound } from './merge-found.ts';
import type { FoundPrinter } from './port.ts';

const found = (
  way: FoundPrinter['way'],
  address: string,
  more: Partial<FoundPrinter> = {},
): FoundPrinter => ({
  way,
  address,
  aliases: [],
  name: address,
  model: null,
  problem: null,
  ...more,
});

describe('what was found', () => {
  it('is one printer with the queue before it, the direct way first', () => {
    const queue = found('queue', 'cups:quay-1', { aliases: ['tcp://192.168.1.50:9100'], model: 'TM-T82' });
    const printer = found('network', 'tcp://192.168.1.50:9100');
    for (const order of [
      [queue, printer],
      [printer, queue],
    ])
      expect(mergeFound(order)).toEqual([{ ...printer, model: 'TM-T82', also: [queue] }]);
  });

  it('is one printer however often it is told', () => {
    const printer = found('network', 'tcp://192.168.1.50:9100');
    expect(mergeFound([printer, printer])).toEqual([{ ...printer, also: [] }]);
  });

  it('joins two queues before the same printer', () => {
    const [one, two] = ['cups:a', 'cups:b'].map((address) =>
      found('queue', address, { aliases: ['serial:/dev/ttyUSB0'] }),
    );
    const port = found('serial', 'serial:vid=04b8,pid=0202', { aliases: ['serial:/dev/ttyUSB0'] });
    expect(mergeFound([one!, two!, port]).map(({ address, also }) => [address, also.length])).toEqual([
      ['serial:vid=04b8,pid=0202', 2],
    ]);
  });

  it('keeps apart what is apart', () => {
    const two = [found('network', 'tcp://192.168.1.50:9100'), found('network', 'tcp://192.168.1.51:9100')];
    expect(mergeFound(two)).toHaveLength(2);
  });
});
