/** What a concern can be about: the examples of the guidance of March 2015, sections 4.1 to 4.3, in plain words. */
export const BEHAVIOURS = [
  { code: 'notReleased', label: 'Staff are not allowed to go to MDT meetings at other organisations' },
  {
    code: 'noSupport',
    label: 'Staff who work in MDTs across organisations do not get the time, support or means they need',
  },
  { code: 'noSharedPlans', label: 'The organisation will not discuss shared care plans with others' },
  { code: 'noInformation', label: 'Information that is needed for care is not shared with others' },
  { code: 'noCoordination', label: 'The organisation does not work with care co-ordinators, or not with their plans' },
  { code: 'noHandover', label: 'People are moved between services without planning it together' },
  { code: 'other', label: 'Something else that stands in the way of joined-up care' },
] as const;

export const BEHAVIOUR_CODES = BEHAVIOURS.map(({ code }) => code);
