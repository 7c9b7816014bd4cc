export { checkRules, type RuleProblem, THRESHOLD_BOUNDS, TIME_BOUNDS } from './check-rules.js';
export { concernDueOn, concernTimetable, isSlipReason, SLIP_REASONS, type SlipReason } from './concern-due.js';
export { dataQualityOf } from './data-quality.js';
export {
  decideOpen,
  decideOpening,
  type EndedSignal,
  isForProviderAlone,
  MONTH_LEVELS,
  type MonthLevel,
  type MonthStanding,
  type SignalDecision,
  type SignalLevel,
} from './decide-signal.js';
export type * from './evidence-row.js';
export { CaseBook, type ListedCase } from './figures/case-book.js';
export { type BookRow, EvidenceBook } from './figures/evidence-book.js';
export { type FallAsked, fallProbability } from './figures/fall-probability.js';
export { type FiguresAbout, figuredRows } from './figures/figured-rows.js';
export { figuresFrom } from './figures/figures-days.js';
export { type FiguresAsk, figuresOf } from './figures/figures-of.js';
export { NUMBER_WORDS } from './figures/number-words.js';
export {
  FIGURE_NUMBERS,
  type FiguredRow,
  type FigureNumber,
  isBehind,
  isFigureNumber,
  LOST_WAYS,
  type LostWay,
  locusOf,
  lostWayOf,
  RELEASE_ANSWERS,
  type ReleaseAnswer,
  SET_ASIDE_REASONS,
} from './figures/numbers.js';
export {
  type EffectChange,
  type EffectMonth,
  type EffectPoint,
  type EffectSeats,
  LEAST_MONTHS,
  type UndertakingEffect,
  undertakingEffect,
} from './figures/undertaking-effect.js';
export {
  affectedBy,
  type JudgeAsk,
  type JudgedFigures,
  type Judgement,
  type JudgementReason,
  judge,
  type Scored,
} from './judge.js';
export { type MethodText, methodText } from './method-text.js';
export { PREPARED_REGIMES, type PreparedRegime } from './prepared-regimes.js';
export * from './provider-figures.js';
export {
  type EscalationTest,
  LICENCE_STATUSES,
  type LicenceStatus,
  REGIME_2015,
  type ReferralBody,
  type RegulatoryRegime,
  type Route,
  type SignalThresholds,
  type SignalTimes,
} from './regime.js';
export { checkWords, completeRegime, NEEDED_TESTS, type RegimeWords, WORD_LIMITS, wordsOf } from './regime-words.js';
export { indicativeTimetable, stageDueOn } from './stage-due.js';
export { lockOfStep, type StepFacts, type StepLock } from './step-lock.js';
export { toldPeople } from './told-people.js';
export {
  isUndertakingAgreed,
  otherParty,
  type UndertakingEvent,
  type UndertakingFacts,
  type UndertakingParty,
  type UndertakingState,
  undertakingSteps,
  undertakingWaitsFor,
} from './undertaking-steps.js';
