"""Every sheet that a returns workbook may have, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dayops_dash.desk.returns.actions import ACTIONS
from dayops_dash.desk.returns.form import SheetForm
from dayops_dash.desk.returns.other_forms import MEASURES, RECOMMENDATIONS, RISKS, SPEND

FORMS: Mapping[str, SheetForm] = MappingProxyType(
    {form.name: form for form in (ACTIONS, MEASURES, SPEND, RISKS, RECOMMENDATIONS)}
)
OPTIONAL = tuple(name for name in FORMS if name != ACTIONS.name)
