export {
  DISCLOSURE_NOTES,
  DISCLOSURE_POLICIES,
  type DisclosurePolicy,
  type SuppressedCount,
  type SuppressedRate,
  suppressCount,
  suppressRate,
  suppressRow,
} from './suppress-count.js';
