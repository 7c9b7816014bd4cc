export { checkQuorum, type MissingSeat, type QuorumResult, type QuorumRule, type QuorumSeat } from './check-quorum.js';
