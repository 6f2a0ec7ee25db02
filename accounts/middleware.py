"""Duties before anything else: a first password must be changed, the privacy notice must be read."""


class DutyMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
