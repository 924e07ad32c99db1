import type { Clock } from '../../clock.ts';
import type { Conversation } from './conversation.ts';
import { automaticStatus, nextProcessId, processIdRequest, bufferFence } from './fence-commands.ts';
import type { Ability, PrinterProfile } from './profile.ts';

/**
 * What a printer was found able to answer: begins with what its model says, learns the rest by asking (clones differ under
 * one name). A "yes" is kept; a printer that did not answer is asked again after a while, for it may only have been busy or
 * broken, or the answer came too late on a busy machine. So long after, no late answer to the question before can be taken
 * for one to a question of the slip.
 */
export class Abilities {
  readonly #clock: Clock;
  readonly #askAgainMs: number;
  readonly #model: PrinterProfile['status'];
  #answersStatus: boolean;
  #silentSince: number | null = null;
  readonly #bufferFence: Asked;
  readonly #processId: Asked;
  #automatic: Ability;

  constructor(profile: PrinterProfile, clock: Clock, askAgainMs: number) {
    this.#clock = clock;
    this.#askAgainMs = askAgainMs;
    this.#model = profile.status;
    this.#answersStatus = profile.status.dleEot === 'yes';
    this.#bufferFence = new Asked(profile.status.gsR, clock, askAgainMs);
    this.#processId = new Asked(profile.status.gsParenH, clock, askAgainMs);
    this.#automatic = profile.status.gsA;
  }

  /** Known to answer: its silence means something. */
  get normallyAnswers(): boolean {
    return this.#answersStatus;
  }

  /** Worth asking at all. */
  get mayAnswer(): boolean {
    if (this.#model.dleEot === 'no') return false;
    if (this.#answersStatus || this.#silentSince === null) return true;
    return this.#clock.monotonicMs() - this.#silentSince >= this.#askAgainMs;
  }

  /** The model's data say that nothing ever comes back. */
  get isSilentByModel(): boolean {
    return this.#model.dleEot === 'no';
  }

  get hasProcessId(): boolean {
    return this.#processId.isAble;
  }

  get hasBufferFence(): boolean {
    return this.#bufferFence.isAble;
  }

  /** Found to tell its changes by itself. */
  get tellsItself(): boolean {
    return this.#automatic === 'yes';
  }

  learnStatus(answered: boolean): void {
    if (answered) this.#answersStatus = true;
    if (!this.#answersStatus) this.#silentSince = this.#clock.monotonicMs();
  }

  /**
   * Asks what is not known yet, or was not answered a while ago, on an idle printer that has just said that it is well. A clone that does not know
   * GS ( H takes its id for a text and keeps it in its line, where the ESC @ that begins the job throws it away.
   */
  async probe(conversation: Conversation, limits: { readonly answerMs: number }): Promise<void> {
    if (this.#bufferFence.isWorthAsking) {
      conversation.forget('fence');
      await conversation.send(bufferFence, limits.answerMs);
      this.#bufferFence.learn((await conversation.next('fence', limits.answerMs)) !== null);
    }
    if (this.#processId.isWorthAsking) {
      const id = nextProcessId();
      await conversation.send(processIdRequest(id), limits.answerMs);
      const answer = await conversation.next(
        'completion',
        limits.answerMs,
        (completion) => completion.id === id,
      );
      this.#processId.learn(answer !== null);
    }
    // ESC @, with which the job begins, ends the telling again.
    if (this.#automatic === 'probe') await this.ring(conversation, limits);
  }

  /**
   * Has an idle printer that is well tell its changes by itself from now on, as far as it can. One that does not answer the
   * request is not asked again: it is looked at instead.
   */
  async ring(conversation: Conversation, limits: { readonly answerMs: number }): Promise<boolean> {
    if (this.#automatic === 'no') return false;
    conversation.forget('changed');
    await conversation.send(automaticStatus, limits.answerMs);
    const isHeard = (await conversation.next('changed', limits.answerMs)) !== null;
    this.#automatic = isHeard ? 'yes' : 'no';
    return isHeard;
  }
}

/** One ability that a question shows, where the model's data do not say. */
class Asked {
  #isAble: boolean;
  #silentSince: number | null = null;

  constructor(
    private readonly model: Ability,
    private readonly clock: Clock,
    private readonly askAgainMs: number,
  ) {
    this.#isAble = model === 'yes';
  }

  get isAble(): boolean {
    return this.#isAble;
  }

  get isWorthAsking(): boolean {
    if (this.model !== 'probe' || this.#isAble) return false;
    return this.#silentSince === null || this.clock.monotonicMs() - this.#silentSince >= this.askAgainMs;
  }

  learn(isAnswered: boolean): void {
    this.#isAble = isAnswered;
    this.#silentSince = isAnswered ? null : this.clock.monotonicMs();
  }
}
