// The interactive elements, by type.

import { drawButton, drawFeedback, drawIconButton, drawOverflow, drawWorkflowButton } from "./buttons.js";
import { drawCheckboxes, drawDate, drawDateTime, drawRadio, drawTime } from "./choices.js";
import { drawRichInput, drawTextInput } from "./inputs.js";
import { notDrawn } from "./nodes.js";
import { SELECTS } from "./selects.js";
import { Use } from "./use.js";

const ELEMENTS = {
  button: drawButton,
  workflow_button: drawWorkflowButton,
  icon_button: drawIconButton,
  feedback_buttons: drawFeedback,
  overflow: drawOverflow,
  ...SELECTS,
  checkboxes: drawCheckboxes,
  radio_buttons: drawRadio,
  datepicker: drawDate,
  timepicker: drawTime,
  datetimepicker: drawDateTime,
  plain_text_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  number_input: drawTextInput,
  rich_text_input: drawRichInput,
};

/** block: the one the element stands in. */
export function drawElement(element, block, context) {
  const draw = Object.hasOwn(ELEMENTS, element?.type ?? "") ? ELEMENTS[element.type] : null;
  return draw ? draw(new Use(element, block, context)) : notDrawn("An element", element?.type);
}
