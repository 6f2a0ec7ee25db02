"""Prepare a real site: units, front pages, privacy notice, approval of courses, certificate template."""

from django.core.management.base import BaseCommand

from accounts.models import Organisation
from lms.site_setup import set_up_site


class Command(BaseCommand):
    help = "Prepare the site for work (units, front pages, privacy notice, approval, certificate template). Repeatable."

    def handle(self, *args, **options) -> None:
        set_up_site()
        units = Organisation.objects.count()
        self.stdout.write(
            f"站点已就绪：{units}个单位、首页、课程目录、案例库、帮助、个人信息处理规则、两级审核流程、结业证书模板。"
        )
