/**
 * Slack's limits, in characters or pieces. Beyond them Slack refuses the whole message, so that a runner would get
 * nothing at all (protocol facts, B6; Slack's reference of Block Kit).
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Undocumented; messages with about 13,200 characters over all blocks were refused. */
  allText: 12_000,
  /** `text` beside the blocks; Slack cuts it at 40,000 and advises 4,000. */
  fallback: 4_000,
  section: 3_000,
  context: 3_000,
  contextElements: 10,
  header: 150,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  optionText: 75,
  options: 10,
  selectOptions: 100,
  inputLabel: 2_000,
  inputHint: 2_000,
  placeholder: 150,
  inputLength: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  imageAlt: 2_000,
  modalTitle: 24,
  privateMetadata: 3_000,
  tableRows: 100,
  tableColumns: 20,
  /** Our own; Slack names none. */
  tableCell: 1_000,
  id: 255,
  prompts: 4,
} as const
