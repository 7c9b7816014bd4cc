export { canonicalJson } from './canonical-json.js';
export { checkNhsNumber, formatNhsNumber, type NhsNumberCheck, type NhsNumberProblem } from './check-nhs-number.js';
export { isOdsCode } from './is-ods-code.js';
