import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import accounts.models.notices


def name_lines(apps, schema_editor):
    """Lines that are there already get the name they are known by outside."""
    Notice = apps.get_model("accounts", "Notice")
    for pks in batched(Notice.objects.filter(uuid=None).values_list("pk", flat=True).iterator()):
        Notice.objects.bulk_update([Notice(pk=pk, uuid=uuid_utils.compat.uuid7()) for pk in pks], ["uuid"])


def batched(pks, size=500):
    pks = list(pks)
    return (pks[start : start + size] for start in range(0, len(pks), size))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_case_contributor"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("off", "Never"), ("daily", "Once a day"), ("weekly", "Once a week, on Monday")],
                        default="off",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("checked_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DigestTexts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        default="【{site}】您有{count}条未读消息",
                        max_length=100,
                        validators=[accounts.models.notices.known_placeholders],
                        verbose_name="subject",
                    ),
                ),
                (
                    "opening",
                    models.TextField(
                        default="{name}，您好！\n您在{site}有{count}条未读消息：",
                        max_length=500,
                        validators=[accounts.models.notices.known_placeholders],
                        verbose_name="opening",
                    ),
                ),
                (
                    "closing",
                    models.TextField(
                        blank=True,
                        default="这封邮件由{site}自动发送，请勿直接回复。",
                        max_length=500,
                        validators=[accounts.models.notices.known_placeholders],
                        verbose_name="closing",
                    ),
                ),
            ],
            options={
                "verbose_name": "texts of the mail digest",
            },
        ),
        migrations.CreateModel(
            name="MutedKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "To do"), ("deadline", "Deadline"), ("result", "Result"), ("news", "News")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NoticeDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="notice",
            name="official",
            field=models.BooleanField(default=False, verbose_name="official"),
        ),
        migrations.AddField(
            model_name="notice",
            name="uuid",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(name_lines, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="notice",
            name="uuid",
            field=models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="user",
            name="email_confirmed",
            field=models.EmailField(blank=True, editable=False, max_length=254),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[("task", "To do"), ("deadline", "Deadline"), ("result", "Result"), ("news", "News")],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"),
        ),
        migrations.AddField(
            model_name="channelchoice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="channel_choices", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mutedkind",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="muted_kinds", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="noticedelivery",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="accounts.notice"
            ),
        ),
        migrations.AddConstraint(
            model_name="channelchoice",
            constraint=models.UniqueConstraint(fields=("user", "channel"), name="one_choice_per_channel"),
        ),
        migrations.AddConstraint(
            model_name="mutedkind",
            constraint=models.UniqueConstraint(fields=("user", "channel", "kind"), name="kind_muted_once"),
        ),
        migrations.AddConstraint(
            model_name="noticedelivery",
            constraint=models.UniqueConstraint(fields=("notice", "channel"), name="delivered_once_per_channel"),
        ),
    ]
