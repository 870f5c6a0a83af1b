import type {
  Answer, Applied, Call, CheckCall, Checked, EvaluateCall, Failed, FormatCall, Formatted, GenerateCall, Generated,
  CombineCall, Combined, LintCall, Linted, RefundCall, Refunded, Rejected,
} from './types.js';

export type * from './types.js';

/** The verbs that need no shop. A faulty call is an answer (`Failed`), never an exception. */
export interface Remise {
  evaluate(call: Omit<EvaluateCall, 'verb'>): Applied | Rejected | Failed;
  check(call: Omit<CheckCall, 'verb'>): Checked | Failed;
  generate(call: Omit<GenerateCall, 'verb'>): Generated | Failed;
  format(call: Omit<FormatCall, 'verb'>): Formatted | Failed;
  combine(call: Omit<CombineCall, 'verb'>): Combined | Failed;
  refund(call: Omit<RefundCall, 'verb'>): Refunded | Failed;
  lint(call: Omit<LintCall, 'verb'>): Linted | Failed;
  /** Any call; those that need a shop answer `Failed` here. */
  call(call: Call): Answer;
  /** JSON text both ways: decimals reach the core as they were written. */
  callText(request: string): string;
}

/** The engine itself failed. It was started afresh: the next call works. */
export class EngineError extends Error {}

/** Fetches and starts the engine once; every later call gives the same one. */
export function load(): Promise<Remise>;
