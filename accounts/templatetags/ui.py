"""Small parts of the page that are easier to call than to include: icons, bars, amounts, navigation."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One symbol of the sprite. Without a label it is decoration and hidden from screen readers."""
    return _icon(name, str(label))


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("icons/sprite.svg")


@lru_cache(maxsize=1000)
def _icon(name: str, label: str) -> SafeString:
    """Drawn once: a page has dozens of them."""
    href = f"{_sprite()}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def drawing(name: str) -> SafeString:
    """A line drawing for a state: empty, error, denied, missing, wait, done."""
    return format_html(
        '<svg class="state__art" aria-hidden="true"><use href="{}#{}"></use></svg>', static("img/drawings.svg"), name
    )


@register.simple_tag
def progress_bar(value: object, total: object, label: str, waiting: object = 0) -> SafeString:
    """A 6 px bar; `waiting` (same unit) is drawn hatched after the recognised part. Never fuller than full.

    The label names the bar for screen readers; the figures stand in words beside it.
    """
    whole = _amount(total)
    done = min(max(_amount(value), Decimal(0)), whole)
    pending = min(max(_amount(waiting), Decimal(0)), whole - done)
    if not pending:
        return format_html(
            '<progress class="bar" value="{}" max="{}" aria-label="{}"></progress>',
            trim_decimal(done),
            trim_decimal(whole or Decimal(1)),
            label,
        )
    start, end = (f"{float(part / whole) * 100:.2f}%" for part in (done, done + pending))
    # Widths are SVG attributes because the content policy forbids style attributes.
    return format_html(
        '<svg class="bar" role="img" aria-label="{}" height="6"><rect width="{}" height="6"></rect>'
        '<g transform="skewX(-45)"><line x1="{}" x2="{}" y1="3" y2="3" stroke-width="6" stroke-dasharray="3 3"></line>'
        "</g></svg>",
        label,
        start,
        start,
        end,
    )


@register.simple_tag
def duration(minutes: object) -> SafeString:
    """Minutes as people say them: 45分钟, 1小时20分钟. Stays on one line."""
    hours, rest = divmod(int(_amount(minutes)), 60)
    if not hours:
        text = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    elif not rest:
        text = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    else:
        text = gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return format_html('<span class="num">{}</span>', text)


@register.simple_tag
def hours(value: object) -> SafeString:
    """Credit hours (学时) without needless zeros: 6学时, 8.5学时. Stays on one line."""
    amount = _amount(value)
    text = ngettext("%(amount)s credit hour", "%(amount)s credit hours", 1 if amount == 1 else 2)
    return format_html('<span class="num">{}</span>', text % {"amount": trim_decimal(amount)})


@register.filter
def trim_decimal(value: object) -> str:
    """8.50 → 8.5, 6.00 → 6; never scientific notation."""
    text = f"{_amount(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def initial(name: str) -> str:
    """The character an avatar shows: the first of a Chinese name, the first letter of a Latin one."""
    return str(name).strip()[:1].upper()


@register.inclusion_tag("components/nav_link.html", takes_context=True)
def nav_link(context: template.Context, key: str, url: str, label: str, symbol: str = "") -> dict:
    """A link of the main navigation.

    It is current when the view sets `section` to its key; without `section`, when its address begins the path.
    """
    request = context.get("request")
    path = request.path if request else ""
    section = context.get("section")
    current = section == key if section else bool(url) and (path == url or (url != "/" and path.startswith(url)))
    return {"url": url, "label": label, "symbol": symbol, "current": current}


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value if value not in (None, "") else 0))
    except InvalidOperation:
        return Decimal(0)
