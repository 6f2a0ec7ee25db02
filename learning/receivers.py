"""Nothing yet is listened to from below; course pages announce changes by Wagtail signals."""
