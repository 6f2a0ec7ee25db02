"""The generated cover of a course."""

from django import template
from django.urls import reverse

from courses.palettes import palette_of
from covers import COVER_VERSION, seed_for

register = template.Library()


@register.simple_tag
def cover_url(theme: str, title: str, shape: str = "wide") -> str:
    """Address of the cover of the course with this theme and title; `shape` is wide or square."""
    return reverse("cover", args=[COVER_VERSION, theme or "none", palette_of(title), seed_for(title), shape])
